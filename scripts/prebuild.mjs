/**
 * pnpm prebuild [TARGET ...]: the addon for every system (or for these), cross-compiled by zig, into packages/native/prebuilds, with a manifest of their
 * hashes. The same sources give the same bytes, wherever it runs. Only what changed is compiled.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writePrebuildManifest } from "../packages/native/scripts/prebuild-manifest.mjs";
import { PREBUILD_TARGETS } from "../packages/native/scripts/prebuild-targets.mjs";
import { preparePython } from "./python-environment.mjs";
import { setUp, toolEnvironment } from "./set-up.mjs";
import { printFailure, ROOT, run, step } from "./step.mjs";

const REQUIREMENTS = "python/requirements-zig.txt";

try {
	const wanted = process.argv.slice(2);
	const unknown = wanted.filter((name) => !PREBUILD_TARGETS.some(({ target }) => target === name));
	if (unknown.length > 0)
		throw new Error(
			`There is no target ${unknown.join(", ")}. There are ${PREBUILD_TARGETS.map(({ target }) => target).join(", ")}.`,
		);
	await setUp();
	const { python, reason } = await preparePython({
		name: ".venv-zig",
		requirements: REQUIREMENTS,
		variable: "ALLYE_ZIG_PYTHON",
	});
	if (python === null) throw new Error(`zig comes from PyPI: ${reason}`);
	process.chdir(join(ROOT, "packages/native"));
	for (const { target, zig } of PREBUILD_TARGETS.filter(
		({ target }) => wanted.length === 0 || wanted.includes(target),
	))
		await step(`Building the addon for ${target}`, () =>
			run(
				process.execPath,
				["packages/native/scripts/build-addon.mjs", `--target=${target}`, `--build=build/prebuild/${target}`],
				{
					env: {
						...toolEnvironment(),
						CC: `${python} -m ziglang cc -target ${zig}`,
						CXX: `${python} -m ziglang c++ -target ${zig}`,
					},
				},
			),
		);
	writePrebuildManifest(readFileSync(join(ROOT, REQUIREMENTS), "utf8").trim());
} catch (error) {
	printFailure(error);
	process.exitCode = 1;
}
