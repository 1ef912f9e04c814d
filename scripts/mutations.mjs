// pnpm mutations [FAULT]: puts each fault of mutations-list.mjs (or those whose text has FAULT in it) into a copy of this repository, and runs
// the conformance suite that must fail then. Ends with the line 'N of N caught'. Run `npm test` once before: it builds, and prepares Python.

import { spawn } from "node:child_process";
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MUTATIONS } from "./mutations-list.mjs";
import { ROOT } from "./step.mjs";

/** Copies all but what is heavy and not changed: Node's packages from outside are linked, ours are copied with their links to each other. */
function copyRepository(to) {
	const heavy = /^(\.git|node_modules|\.venv.*|\.turbo|bench)$/;
	for (const entry of readdirSync(ROOT).filter((entry) => !heavy.test(entry)))
		cpSync(join(ROOT, entry), join(to, entry), {
			recursive: true,
			verbatimSymlinks: true,
			filter: (path) => !path.endsWith(join("native", "build")),
		});
	const modules = join(to, "node_modules");
	mkdirSync(modules);
	for (const entry of readdirSync(join(ROOT, "node_modules"))) {
		if (entry.startsWith(".vite")) continue;
		const from = join(ROOT, "node_modules", entry);
		if (entry === "@allye") cpSync(from, join(modules, entry), { recursive: true, verbatimSymlinks: true });
		else symlinkSync(from, join(modules, entry), "junction");
	}
}

/** @returns {Promise<{ code: number | null, output: string }>} */
function runNode(args, cwd) {
	return new Promise((resolve, reject) => {
		const { ALLYE_PYTHON = venvPython() } = process.env;
		const env = { ...process.env, NO_COLOR: "1", ALLYE_PYTHON };
		const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
		const chunks = [];
		for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => chunks.push(chunk));
		child.on("error", reject);
		child.on("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString() }));
	});
}

function venvPython() {
	return join(
		ROOT,
		".venv",
		...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]),
	);
}

/** What failed of a test file, or null where all of it passed. */
async function failureOf({ test, only }, copy) {
	const vitest = join(copy, "node_modules", "vitest", "vitest.mjs");
	const filter = only ? ["-t", `${only}:`] : [];
	const { code, output } = await runNode([vitest, "run", "--bail", "1", test, ...filter], copy);
	if (code === 0) return null;
	return /The law "[^"]+" does not hold|FAIL .*/.exec(output)?.[0] ?? output.slice(-500);
}

async function build(packageDirectory, copy) {
	const tsup = join(copy, "node_modules", "tsup", "dist", "cli-default.js");
	const { code, output } = await runNode([tsup, "--no-dts"], packageDirectory);
	if (code !== 0) throw new Error(`The mutated package does not build:\n${output}`);
}

/** Runs `work` while the file has the fault, then puts everything back. */
async function withMutation({ file, find, replace }, copy, work) {
	const path = join(copy, file);
	const source = readFileSync(path, "utf8");
	if (source.split(find).length !== 2) throw new Error(`${file} must have this exactly once: ${find}`);
	const packageDirectory = join(copy, ...file.split("/").slice(0, 2));
	const kept = `${packageDirectory}.kept-dist`;
	cpSync(join(packageDirectory, "dist"), kept, { recursive: true });
	try {
		writeFileSync(
			path,
			source.replace(find, () => replace),
		);
		await build(packageDirectory, copy);
		return await work();
	} finally {
		writeFileSync(path, source);
		rmSync(join(packageDirectory, "dist"), { recursive: true, force: true });
		cpSync(kept, join(packageDirectory, "dist"), { recursive: true });
		rmSync(kept, { recursive: true, force: true });
	}
}

const [filter = ""] = process.argv.slice(2);
const chosen = MUTATIONS.filter(({ fault }) => fault.includes(filter));
const copy = mkdtempSync(join(tmpdir(), "allye-mutations-"));
let caught = 0;
try {
	copyRepository(copy);
	/** What fails without any fault catches nothing. */
	const unmutated = new Map();
	for (const mutation of chosen) {
		const { fault, test, only } = mutation;
		const suite = only ? `${test}, ${only}` : test;
		if (!unmutated.has(suite)) unmutated.set(suite, await failureOf(mutation, copy));
		const broken = unmutated.get(suite);
		const failure = broken ? null : await withMutation(mutation, copy, () => failureOf(mutation, copy));
		if (failure) caught += 1;
		const verdict = failure ? "caught" : "NOT CAUGHT";
		console.log(
			`${verdict}  ${fault}\n        ${failure ?? (broken ? `${suite} fails without it too: ${broken}` : suite)}`,
		);
	}
} finally {
	rmSync(copy, { recursive: true, force: true });
}
console.log(`${caught} of ${chosen.length} caught`);
process.exitCode = caught === chosen.length ? 0 : 1;
