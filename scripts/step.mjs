// Only Node's own modules here: this runs before anything is installed.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The repository's root directory, absolute. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** A command of the set-up failed; `output` is all that it printed. */
export class StepFailed extends Error {
	name = "StepFailed";
	constructor(message, output) {
		super(message);
		this.output = output;
	}
}

/**
 * Runs a command without a shell and collects what it prints.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, shell?: boolean, cwd?: string }} [options] cwd: the root, where nothing else is said
 * @returns {Promise<string>} stdout and stderr, as they came
 * @throws {StepFailed} where it does not exit with 0
 */
export function run(command, args, { env = process.env, shell = false, cwd = ROOT } = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { cwd, env, shell, stdio: ["ignore", "pipe", "pipe"] });
		const output = [];
		child.stdout.on("data", (bytes) => output.push(bytes));
		child.stderr.on("data", (bytes) => output.push(bytes));
		child.on("error", (error) => reject(new StepFailed(`${command}: ${error.message}`, "")));
		child.on("close", (code, signal) => {
			const text = Buffer.concat(output).toString();
			if (code === 0) resolve(text);
			else
				reject(
					new StepFailed(`${command} ${args.join(" ")} ended with ${signal ?? `exit code ${code}`}`, text),
				);
		});
	});
}

/**
 * Does one step of the set-up and prints a line for it: what, and the time it took.
 *
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
	const start = performance.now();
	process.stdout.write(`  ${label.padEnd(48)}`);
	try {
		const result = await work();
		process.stdout.write(`${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s\n`);
		return result;
	} catch (error) {
		process.stdout.write("failed\n");
		throw error;
	}
}

/** Prints why something failed: a step of the set-up with its full output, an AllyeError with its code, anything else with its stack. */
export function printFailure(error) {
	if (error instanceof StepFailed) console.error(`\n${error.message}\n\n${error.output.trim()}`);
	else if (error?.name === "AllyeError") console.error(`\n${error.code}: ${error.message}`);
	else console.error(`\n${error?.stack ?? error}`);
}
