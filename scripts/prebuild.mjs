/**
 * pnpm prebuild [--check] [TARGET ...]: the addon for every system (or for these), cross-compiled by zig, into packages/native/build/release, with a manifest of
 * their hashes; and into packages/native/prebuilds, where they are loaded from. The same sources give the same bytes, wherever it runs. Only what changed is
 * compiled.
 *
 * --check: builds them once more, all of it, elsewhere, and compares: exit code 1 where a byte differs.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
	installPrebuilds,
	releasedAddon,
	writePrebuildManifest,
} from "../packages/native/scripts/prebuild-manifest.mjs";
import { PREBUILD_TARGETS } from "../packages/native/scripts/prebuild-targets.mjs";
import { preparePython } from "./python-environment.mjs";
import { setUp, toolEnvironment } from "./set-up.mjs";
import { printFailure, ROOT, run, step } from "./step.mjs";

const REQUIREMENTS = "python/requirements-zig.txt";

try {
	const { values: options, positionals: wanted } = parseArgs({
		options: { check: { type: "boolean", default: false } },
		allowPositionals: true,
	});
	const unknown = wanted.filter((name) => !PREBUILD_TARGETS.some(({ target }) => target === name));
	if (unknown.length > 0)
		throw new Error(
			`There is no target ${unknown.join(", ")}. There are ${PREBUILD_TARGETS.map(({ target }) => target).join(", ")}.`,
		);
	await setUp({ withPython: false });
	const { python, reason } = await preparePython({
		name: ".venv-zig",
		requirements: REQUIREMENTS,
		variable: "ALLYE_ZIG_PYTHON",
	});
	if (python === null) throw new Error(`zig comes from PyPI: ${reason}`);
	process.chdir(join(ROOT, "packages/native"));
	const targets = PREBUILD_TARGETS.filter(({ target }) => wanted.length === 0 || wanted.includes(target));
	if (options.check) await check(targets, python);
	else {
		for (const target of targets)
			await step(`Building the addon for ${target.target}`, () => buildAddon(target, python));
		const names = targets.map(({ target }) => target);
		writePrebuildManifest(names, readFileSync(join(ROOT, REQUIREMENTS), "utf8").trim());
		installPrebuilds(names);
	}
} catch (error) {
	printFailure(error);
	process.exitCode = 1;
}

function buildAddon(
	{ target, zig },
	python,
	{ folder = `build/prebuild/${target}`, out = releasedAddon(target), env = {} } = {},
) {
	const args = [
		"packages/native/scripts/build-addon.mjs",
		`--target=${target}`,
		`--build=${folder}`,
		`--out=${out}`,
	];
	const compilers = {
		CC: `${python} -m ziglang cc -target ${zig}`,
		CXX: `${python} -m ziglang c++ -target ${zig}`,
	};
	return run(process.execPath, args, { env: { ...toolEnvironment(), ...compilers, ...env } });
}

async function check(targets, python) {
	const root = mkdtempSync(join(tmpdir(), "allye-prebuild-"));
	const differing = [];
	try {
		for (const target of targets)
			await step(`Building the addon for ${target.target} again`, async () => {
				const folder = join(root, target.target);
				const out = join(folder, "again.node");
				// zig would give what it compiled before.
				const env = { ZIG_GLOBAL_CACHE_DIR: join(root, "zig"), ZIG_LOCAL_CACHE_DIR: join(root, "zig") };
				await buildAddon(target, python, { folder, out, env });
				if (!readFileSync(out).equals(readFileSync(releasedAddon(target.target))))
					differing.push(target.target);
			});
	} finally {
		rmSync(root, { recursive: true, force: true });
	}
	if (differing.length > 0) throw new Error(`Built again, these differ: ${differing.join(", ")}.`);
	console.log(`${targets.length} addons built again, each with the same bytes.`);
}
