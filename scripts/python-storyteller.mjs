import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ROOT } from "./step.mjs";

/**
 * Starts story.py.
 *
 * @param {string} python
 * @param {string} secretDir
 */
export function startStoryteller(python, secretDir) {
	const child = spawn(python, ["-B", join(ROOT, "scripts", "story.py"), secretDir], {
		stdio: ["pipe", "pipe", "pipe"],
		env: { ...process.env, PYTHONIOENCODING: "utf-8" },
	});
	let complaints = "";
	child.stderr.on("data", (bytes) => {
		complaints += bytes;
	});
	child.stdin.on("error", () => {}); // it has ended: the lines end too
	const ended = new Promise((resolve) => {
		child.on("close", resolve);
		child.on("error", (error) => {
			complaints += error.message;
			resolve();
		});
	});
	const lines = createInterface(child.stdout)[Symbol.asyncIterator]();

	return {
		name: "Python",
		/** Has it do one of its functions, and gives each line for a person as it comes. */
		async *perform(scene) {
			child.stdin.write(`${scene}\n`);
			for (;;) {
				const { value, done } = await lines.next();
				if (done) {
					await ended;
					throw new Error(`Python failed at ${scene}.\n${complaints.trim()}`);
				}
				if (value === ".") return;
				yield value;
			}
		},
		/** Lets it end: with it goes the shared memory that it made. */
		async close() {
			child.stdin.end();
			await ended;
		},
	};
}
