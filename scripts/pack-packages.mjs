import { mkdirSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { publishedPackages } from "./published-packages.mjs";
import { ROOT, run } from "./step.mjs";

const PNPM = join(ROOT, "node_modules/pnpm/bin/pnpm.cjs");

/**
 * @typedef {object} PackedPackage
 * @property {{ name: string, version: string } & Record<string, any>} manifest the package.json that was packed
 * @property {string} file the tarball's path
 */

/**
 * Packs every published package into `directory`, as `pnpm publish` would.
 *
 * @param {string} directory
 * @param {{ hostOnly?: boolean }} [options] hostOnly: @allye/native with the addons that are there, which need not be those of every system.
 * @returns {Promise<PackedPackage[]>}
 * @throws {import("./step.mjs").StepFailed} where the gate of one of them refuses
 */
export function packPackages(directory, { hostOnly = false } = {}) {
	return Promise.all(publishedPackages().map((published) => pack(published, directory, hostOnly)));
}

async function pack({ directory: source }, directory, hostOnly) {
	const target = join(directory, basename(source));
	mkdirSync(target, { recursive: true });
	const { ALLYE_PACK: _, ...inherited } = process.env;
	const env = hostOnly ? { ...inherited, ALLYE_PACK: "host" } : inherited;
	await run(process.execPath, [PNPM, "--dir", source, "pack", "--pack-destination", target], { env });
	const [name] = readdirSync(target).filter((entry) => entry.endsWith(".tgz"));
	const file = join(target, name);
	return { manifest: JSON.parse(await run("tar", ["-xzOf", file, "package/package.json"])), file };
}
