import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** How a process ended. */
export interface Ending {
	code: number | null;
	signal: NodeJS.Signals | null;
	lines: string[];
	stderr: string;
}

/** A Node of its own that runs one of test/programs, for what might end a process. The programs use this package's build. */
export class NodeProcess {
	readonly ending: Promise<Ending>;
	readonly #child: ChildProcess;
	readonly #lines: string[] = [];
	#onLine = () => {};

	constructor(program: string, args: string[] = [], env: NodeJS.ProcessEnv = {}) {
		const path = fileURLToPath(new URL(`programs/${program}`, import.meta.url));
		this.#child = spawn(process.execPath, [path, ...args], { env: { ...process.env, ...env } });
		let stderr = "";
		this.#child.stderr!.on("data", (text) => {
			stderr += text;
		});
		createInterface(this.#child.stdout!).on("line", (line) => {
			this.#lines.push(line);
			this.#onLine();
		});
		this.ending = new Promise((resolve) => {
			this.#child.on("close", (code, signal) => resolve({ code, signal, lines: this.#lines, stderr }));
		});
	}

	get pid(): number {
		return this.#child.pid!;
	}

	/** Resolves once it has printed `line`, or has ended. */
	async printed(line: string): Promise<void> {
		const seen = new Promise<void>((resolve) => {
			this.#onLine = () => {
				if (this.#lines.includes(line)) resolve();
			};
			this.#onLine();
		});
		await Promise.race([seen, this.ending]);
	}
}
