import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const windows = process.platform === "win32";
const venv = fileURLToPath(
	new URL(`../../../../.venv/${windows ? "Scripts/python.exe" : "bin/python"}`, import.meta.url),
);

/** The interpreter that has the real package, or null: tests that need it are skipped then. */
export const PYTHON = process.env.ALLYE_PYTHON || (existsSync(venv) ? venv : null);

/** A Python process with the real package, that runs one program after another; its shared memory lives until it ends. */
export class Python {
	readonly #child;
	readonly #lines;
	#complaints = "";

	constructor() {
		const script = fileURLToPath(new URL("peer.py", import.meta.url));
		this.#child = spawn(PYTHON!, ["-B", script], {
			env: { ...process.env, PYTHONUTF8: "1", no_proxy: "127.0.0.1" },
		});
		this.#child.stderr.on("data", (text) => {
			this.#complaints += text;
		});
		this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
	}

	/** What the program prints. Rejects with what it raises. `canvas` is the URL that send_dataframe notifies. */
	async run(program: string, { canvas = "" }: { canvas?: string } = {}): Promise<string> {
		this.#child.stdin.write(`${JSON.stringify({ program, canvas: canvas.replace(/\/$/, "") })}\n`);
		const { value, done } = await this.#lines.next();
		if (done) throw new Error(`Python ended: ${this.#complaints}`);
		const { printed, raised } = JSON.parse(value) as { printed: string; raised: string | null };
		if (raised !== null) throw new Error(raised);
		return printed;
	}

	/** Ends it: with it goes the shared memory that it made. */
	async end(): Promise<void> {
		const ended = new Promise((resolve) => this.#child.on("close", resolve));
		this.#child.stdin.end();
		await ended;
	}
}
