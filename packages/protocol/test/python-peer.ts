import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** ALLYE_PYTHON, else the repository's own environment. */
function pythonPath(): string {
	const inVenv = process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"];
	const path = process.env.ALLYE_PYTHON || join(root, ".venv", ...inVenv);
	if (existsSync(path)) return path;
	throw new Error(`No Python at ${path}. Run "npm test" at the root once, or set ALLYE_PYTHON.`);
}

/** The real allye_data_connector in a process of its own (manifest_peer.py lists what it can be asked). */
export class PythonPeer {
	readonly #child: ChildProcessWithoutNullStreams;
	readonly #answers: AsyncIterator<string>;
	#turn: Promise<unknown> = Promise.resolve();

	constructor() {
		this.#child = spawn(pythonPath(), [fileURLToPath(new URL("manifest_peer.py", import.meta.url))]);
		this.#child.stderr.pipe(process.stderr);
		this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
	}

	ask<Answer>(what: string, request: object = {}): Promise<Answer> {
		const answer = this.#turn.then(async () => {
			this.#child.stdin.write(`${JSON.stringify({ do: what, ...request })}\n`);
			const { value, done } = await this.#answers.next();
			if (done) throw new Error("Python ended.");
			const parsed = JSON.parse(value) as { answer: Answer; error?: string };
			if (parsed.error) throw new Error(parsed.error);
			return parsed.answer;
		});
		this.#turn = answer.catch(() => {});
		return answer;
	}

	close(): void {
		this.#child.stdin.end();
	}
}
