import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, run, StepFailed, step } from "./step.mjs";

const WINDOWS = process.platform === "win32";
const UV = "uv==0.13.9";
const OLDEST = [3, 11];

/**
 * @typedef {object} PythonEnvironment
 * @property {string | null} python Path of the interpreter, or null where there is none.
 * @property {string} reason Why there is none, in one line; otherwise "".
 * @property {boolean} failed A Python is there, but its environment could not be made.
 */

/**
 * Makes a virtual environment with exactly the pinned packages, or finds it made. Never throws: without Python the rest still works.
 *
 * @param {{ name: string, requirements: string, variable: string }} options Directory of the environment and its requirements file, both relative to the
 * root; and the environment variable that names another Python to use instead.
 * @returns {Promise<PythonEnvironment>}
 */
export async function preparePython({ name, requirements, variable }) {
	const stated = process.env[variable];
	if (stated) return { python: stated, reason: "", failed: false };
	const base = await findPython();
	if (!base.command) {
		console.log(`  ${base.reason}`);
		return { python: null, reason: base.reason, failed: false };
	}
	const python = join(ROOT, name, WINDOWS ? "Scripts/python.exe" : "bin/python");
	const stamp = join(ROOT, name, ".prepared");
	const wanted = createHash("sha256")
		.update(readFileSync(join(ROOT, requirements)))
		.update(`${UV} ${base.version} ${base.executable}`)
		.digest("hex");
	if (existsSync(python) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted)
		return { python, reason: "", failed: false };
	try {
		await step(`Preparing Python ${base.version} (${name})`, async () => {
			rmSync(join(ROOT, name), { recursive: true, force: true });
			await run(base.command[0], [...base.command.slice(1), "-m", "venv", join(ROOT, name)]);
			await installInto(python, join(ROOT, requirements));
			await compileImports(python);
			writeFileSync(stamp, wanted);
		});
		return { python, reason: "", failed: false };
	} catch (error) {
		if (!(error instanceof StepFailed)) throw error;
		console.log(`\n${error.message}\n\n${error.output.trim()}\n`);
		const reason = `The Python environment could not be prepared: ${error.message}`;
		return { python: null, reason, failed: true };
	}
}

/** The requirements are complete, so nothing is resolved. uv takes seconds where pip takes a minute, but needs a wheel for the platform. */
async function installInto(python, requirements) {
	try {
		await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV]);
		await run(python, ["-m", "uv", "pip", "install", "--no-deps", "--python", python, "-r", requirements]);
	} catch {
		await run(python, ["-m", "pip", "install", "--quiet", "--no-deps", "-r", requirements]);
	}
}

/** What tests and benchmarks import, as far as an environment has it. */
const IMPORTED = [
	"allye_data_connector",
	"Orange.data.pandas_compat",
	"pandas",
	"polars",
	"pyarrow.ipc",
	"pyarrow.pandas_compat",
	"sklearn.datasets",
];

/** uv leaves compiling to the first start, and our processes write no bytecode: each would compile pandas and Orange anew, for seconds. */
async function compileImports(python) {
	const code = [
		"import importlib, sys",
		"for name in sys.argv[1:]:",
		"    try: importlib.import_module(name)",
		"    except ImportError: pass",
	].join("\n");
	await run(python, ["-c", code, ...IMPORTED], { env: { ...process.env, PYTHONDONTWRITEBYTECODE: "" } });
}

/** The first Python on the PATH that is new enough for the pinned packages. */
async function findPython() {
	const commands = WINDOWS
		? [["py", "-3.11"], ["py", "-3"], ["python"]]
		: [["python3.11"], ["python3"], ["python"], ["python3.12"], ["python3.13"]];
	const probe =
		"import sys, venv, ensurepip; print('%d.%d.%d' % sys.version_info[:3]); print(sys.executable)";
	const tooOld = [];
	for (const command of commands) {
		const lines = await run(command[0], [...command.slice(1), "-c", probe]).catch(() => null);
		if (lines === null) continue;
		const [version, executable] = lines.trim().split(/\r?\n/);
		const [major, minor] = version.split(".").map(Number);
		if (major === OLDEST[0] && minor >= OLDEST[1]) return { command, version, executable };
		tooOld.push(`${version} (${executable})`);
	}
	const needed = `Python ${OLDEST.join(".")} or newer with pip and venv`;
	return {
		reason: tooOld.length
			? `${needed} is needed; found only ${tooOld.join(", ")}.`
			: `${needed} was not found.`,
	};
}
