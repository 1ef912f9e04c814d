import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * A program in a process of its own. It and the test tell each other things by files: pipes do not work under Wine.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {string} directory for those files; the program gets it as its last argument
 */
export function startOther(program, args, directory) {
	const child = spawn(program, [...args, directory], { stdio: "ignore" });
	const ended = new Promise((resolve) => child.on("exit", resolve));
	return {
		/** Waits until the program has written the file `name`, and returns its text. */
		async said(name) {
			const file = join(directory, name);
			for (let waited = 0; !existsSync(file); waited += 20) {
				if (waited > 60_000 || child.exitCode !== null)
					throw new Error(`${program} ${args.join(" ")} did not say ${name} (exit code ${child.exitCode})`);
				await sleep(20);
			}
			return readFileSync(file, "utf8");
		},
		/** Tells the program to go on. */
		tell: (name) => writeFileSync(join(directory, name), ""),
		kill: () => {
			child.kill();
			return ended;
		},
		ended,
	};
}
