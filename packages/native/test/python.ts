import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const venv = fileURLToPath(new URL("../../../.venv", import.meta.url));
const venvPython = join(venv, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");

/** The Python to test against: ALLYE_PYTHON, else the repository's .venv; null where there is none. */
export const python = process.env.ALLYE_PYTHON ?? (existsSync(venvPython) ? venvPython : null);

if (!python) console.warn(`Python's side is not tested: neither ALLYE_PYTHON nor ${venvPython} is there.`);

/** A Python process that runs a script and talks in lines. */
export class Python {
	readonly #child: ChildProcessWithoutNullStreams;
	readonly #lines: AsyncIterator<string>;
	readonly #exit: Promise<number | null>;
	#stderr = "";

	constructor(script: string, ...args: string[]) {
		this.#child = spawn(python!, ["-u", "-c", script, ...args]);
		this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
		this.#child.stderr.on("data", (text) => {
			this.#stderr += text;
		});
		this.#exit = new Promise((resolve) => this.#child.on("close", resolve));
	}

	/** Its next line; fails with what it wrote to stderr where there is none. */
	async line(): Promise<string> {
		const { value, done } = await this.#lines.next();
		if (!done) return value;
		await this.#exit;
		throw new Error(`Python ended: ${this.#stderr}`);
	}

	send(line: string): void {
		this.#child.stdin.write(`${line}\n`);
	}

	/** Waits for its end. */
	async end(): Promise<void> {
		this.#child.stdin.end();
		if ((await this.#exit) !== 0) throw new Error(`Python failed: ${this.#stderr}`);
	}
}
