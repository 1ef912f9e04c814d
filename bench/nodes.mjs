import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT, run, step } from "../scripts/step.mjs";

/**
 * The Nodes that are measured: the one that runs this, and those of other versions, which npm's package "node" brings into bench/.data.
 *
 * @param {string[]} others Major versions, "24".
 * @returns {Promise<{ version: string, path: string }[]>}
 */
export async function findNodes(others) {
	const own = process.versions.node;
	const nodes = [{ version: own, path: process.execPath }];
	for (const major of others) {
		if (own.split(".")[0] === major) continue;
		const folder = join(ROOT, "bench", ".data", `node-${major}`);
		const path = join(
			folder,
			"node_modules",
			"node",
			"bin",
			process.platform === "win32" ? "node.exe" : "node",
		);
		try {
			if (!existsSync(path)) await step(`Getting Node ${major}`, () => install(major, folder));
			nodes.push({ version: (await run(path, ["--version"])).trim().slice(1), path });
		} catch (error) {
			console.log(`  Node ${major} is not measured: ${error.message}`);
		}
	}
	return nodes;
}

/** The package's install script puts the binary of this platform where it belongs, so it must run. */
async function install(major, folder) {
	mkdirSync(folder, { recursive: true });
	const args = [
		"install",
		"--prefix",
		folder,
		"--no-audit",
		"--no-fund",
		"--ignore-scripts=false",
		`node@${major}`,
	];
	await run("npm", args, { shell: process.platform === "win32" });
}
