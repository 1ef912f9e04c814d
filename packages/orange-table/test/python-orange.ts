import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A Python with Orange that stays up and answers one request after another; see table-to-frame.py. */
export class PythonOrange {
	readonly #child: ChildProcessWithoutNullStreams;
	readonly #lines: AsyncIterator<string>;
	#stderr = "";

	private constructor() {
		const script = fileURLToPath(new URL("table-to-frame.py", import.meta.url));
		this.#child = spawn(pythonPath(), [script], { env: { ...process.env, PYTHONIOENCODING: "utf-8" } });
		this.#child.stderr.on("data", (text) => {
			this.#stderr += text;
		});
		this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
	}

	/** Resolves once Orange is imported, which takes some seconds. */
	static async start(): Promise<PythonOrange> {
		const python = new PythonOrange();
		await python.ask("start", {});
		return python;
	}

	/** @throws what Python raised */
	async ask<T>(operation: string, request: object): Promise<T> {
		this.#child.stdin.write(`${JSON.stringify({ operation, ...request })}\n`);
		const { value, done } = await this.#lines.next();
		if (done) throw new Error(`Python has ended: ${this.#stderr}`);
		const reply = JSON.parse(value);
		if (reply.error !== undefined) throw new Error(`In Python: ${reply.error}`);
		return reply.answer;
	}

	close(): void {
		this.#child.stdin.end();
	}
}

export function pythonPath(): string {
	if (process.env.ALLYE_PYTHON) return process.env.ALLYE_PYTHON;
	const inside = process.platform === "win32" ? "Scripts/python.exe" : "bin/python";
	return fileURLToPath(new URL(`../../../.venv/${inside}`, import.meta.url));
}
