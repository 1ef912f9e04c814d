// Only Node's own modules may be imported at the top: this is what installs the others.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ROOT, run, step } from "./step.mjs";

const WINDOWS = process.platform === "win32";
const MODULES = join(ROOT, "node_modules");

/** The environment for everything we start: no telemetry, and our own pnpm and other tools on the PATH. */
export function toolEnvironment() {
	const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" };
	// `npm --silent test` must not silence the output of a failing step.
	delete env.npm_config_loglevel;
	const path = Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
	env[path] = [join(MODULES, ".bin"), env[path]].join(delimiter);
	return env;
}

/** The environments that tests compare with. */
const ENVIRONMENTS = {
	pandas2: { name: ".venv", requirements: "python/requirements-pandas2.txt", variable: "ALLYE_PYTHON" },
	pandas3: {
		name: ".venv-pandas3",
		requirements: "python/requirements-pandas3.txt",
		variable: "ALLYE_PYTHON_PANDAS3",
	},
};

/**
 * All that a fresh clone needs: the packages, their build, and a Python environment with the real package.
 * Done already, it takes a second or two.
 *
 * @param {{ withPython?: boolean }} [options] Default: with it.
 * @returns {Promise<import("./python-environment.mjs").PythonEnvironment>}
 * @throws {import("./step.mjs").StepFailed}
 */
export async function setUp({ withPython = true } = {}) {
	console.log("Setting up");
	checkNodeVersion();
	await installPackages();
	// From here on other packages can be imported.
	const { withSetUpLock } = await import("./set-up-lock.mjs");
	const { preparePython } = await import("./python-environment.mjs");
	const python = await withSetUpLock(async () => {
		await step("Building the packages", () =>
			run(
				process.execPath,
				[join(MODULES, "turbo", "bin", "turbo"), "run", "build", "--output-logs=errors-only"],
				{
					env: toolEnvironment(),
				},
			),
		);
		return withPython ? preparePython(ENVIRONMENTS.pandas2) : { python: null, reason: "", failed: false };
	});
	console.log();
	return python;
}

/**
 * The second environment, for the tests: the newest pandas, without Orange. After {@link setUp}.
 *
 * @returns {Promise<import("./python-environment.mjs").PythonEnvironment>}
 */
export async function setUpPandas3() {
	const { withSetUpLock } = await import("./set-up-lock.mjs");
	const { preparePython } = await import("./python-environment.mjs");
	return withSetUpLock(() => preparePython(ENVIRONMENTS.pandas3));
}

function checkNodeVersion() {
	const { engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
	const needed = engines.node.replace(">=", "").split(".").map(Number);
	const [major, minor] = process.versions.node.split(".").map(Number);
	if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return;
	throw new Error(
		`Node.js ${needed.join(".")} or newer is needed; this is ${process.versions.node} (${process.execPath}).`,
	);
}

/** Installs exactly what the lock file says, unless that is what was installed last. */
async function installPackages() {
	const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
	const stamp = join(MODULES, ".installed");
	const wanted = createHash("sha256")
		.update(readFileSync(join(ROOT, "pnpm-lock.yaml")))
		.update(readFileSync(join(ROOT, "pnpm-workspace.yaml")))
		.digest("hex");
	if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
	await step("Installing the packages", () =>
		run("npx", ["-y", `pnpm@${devDependencies.pnpm}`, "install", "--frozen-lockfile"], {
			env: toolEnvironment(),
			shell: WINDOWS, // npx is a .cmd file there
		}),
	);
	writeFileSync(stamp, wanted);
}
