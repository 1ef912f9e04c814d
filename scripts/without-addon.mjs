import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageManagerEnvironment } from "./package-manager-environment.mjs";
import { run } from "./step.mjs";

const ROWS = 200_000;
const PAYLOADS = ["zstd", "lz4", "none"];
const ROUNDS = 3;

/** node send.js SECRET-DIR: a table in each compression, and one in shared memory. Prints why that cannot be, where it cannot. */
const SEND = `
import { createTransmitter } from "@allye/transmitter";
const rows = Array.from({ length: ${ROWS} }, (_, row) => ({
	number: row / 3,
	count: row % 1000,
	group: ["a", "b", "c"][row % 3],
	text: "text " + (row % 20_000),
}));
const secretDir = process.argv[2];
const outcomes = [];
const send = (tableName, { compression, transport }) =>
	createTransmitter({ secretDir, compression })
		.send(rows, { tableName, transport })
		.then(() => outcomes.push("sent"), ({ code, message }) => outcomes.push(code + ": " + message));
for (const compression of ${JSON.stringify(PAYLOADS)}) await send(compression, { compression });
await send("shm", { transport: "shm" });
console.log(JSON.stringify(outcomes));
`;

/** node load.js SECRET-DIR TABLE-NAME: the least time of five loads in ms, and what was loaded; or why it cannot be. */
const LOAD = `
import { createReceiver } from "@allye/receiver";
const [, , secretDir, tableName] = process.argv;
const receiver = createReceiver({ secretDir });
try {
	let ms = Infinity;
	let loaded = "";
	for (let i = 0; i < (tableName === "shm" ? 1 : 5); i++) {
		const incoming = await receiver.open(tableName);
		const start = performance.now();
		const table = await incoming.load();
		ms = Math.min(ms, performance.now() - start);
		const [first, last] = [[...table.rows(0, 1)], [...table.rows(table.rowCount - 1)]];
		loaded = JSON.stringify([table.rowCount, table.domain, first, last]);
		await incoming.close();
	}
	console.log(JSON.stringify({ ms, loaded }));
} catch ({ code, message }) {
	console.log(JSON.stringify({ failure: code + ": " + message }));
}
await receiver.close();
`;

/**
 * What the packages do where the addon is missing: installs them with npm in an empty project, and removes it in a copy of that.
 *
 * @param {{ npmrc: string }} registry
 * @param {string} directory an empty one, for the projects and the tables
 * @returns {Promise<{ loads: { payload: string, ms: number, msWithout: number }[], refusals: Record<string, string> }>} loads: of the same table, the least time;
 * refusals: what sending, and loading from shared memory, say without it
 * @throws {Error} where a load without it gives another table, or a refusal is none
 */
export async function withoutAddon(registry, directory) {
	const [project, bare, secretDir] = ["with", "without", "secrets"].map((name) => join(directory, name));
	mkdirSync(project, { recursive: true });
	const files = {
		"package.json": JSON.stringify({ name: "empty", private: true, type: "module" }),
		".npmrc": registry.npmrc,
		"send.js": SEND,
		"load.js": LOAD,
	};
	for (const [file, text] of Object.entries(files)) writeFileSync(join(project, file), text);
	await run("npm", ["install", "--prefer-offline", "@allye/receiver", "@allye/transmitter"], {
		cwd: project,
		env: packageManagerEnvironment(),
		shell: process.platform === "win32",
	});
	cpSync(project, bare, { recursive: true });
	rmSync(join(bare, "node_modules/@allye/native/prebuilds"), { recursive: true });

	const node = async (cwd, ...args) => JSON.parse(await run(process.execPath, args, { cwd }));
	await node(project, "send.js", secretDir);
	const loads = [];
	for (const payload of PAYLOADS) {
		const least = { payload, ms: Number.POSITIVE_INFINITY, msWithout: Number.POSITIVE_INFINITY };
		for (let round = 0; round < ROUNDS; round++) {
			const there = await node(project, "load.js", secretDir, payload);
			const without = await node(bare, "load.js", secretDir, payload);
			if (there.loaded !== without.loaded)
				throw new Error(`Without the addon ${payload} gives ${without.failure ?? "another table"}.`);
			least.ms = Math.min(least.ms, there.ms);
			least.msWithout = Math.min(least.msWithout, without.ms);
		}
		loads.push(least);
	}
	const refusals = {
		"send()": (await node(bare, "send.js", join(directory, "nothing")))[0],
		"load() from shared memory": (await node(bare, "load.js", secretDir, "shm")).failure,
	};
	// The segment goes with its first reader.
	await node(project, "load.js", secretDir, "shm");
	for (const [what, refusal] of Object.entries(refusals))
		if (!/^NATIVE_UNAVAILABLE: .*allye-native\.node/s.test(refusal))
			throw new Error(`Without the addon ${what} gives ${refusal}, not why it is refused.`);
	return { loads, refusals };
}
