import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface PyarrowReading {
	/** Name, type as pyarrow prints it, nullable, metadata. */
	schema: [string, string, boolean, Record<string, string>][];
	metadata: Record<string, string>;
	rows: number[];
	/** Batch, column, row. */
	batches: unknown[][][];
	/** Buffers that are not compressed begin at multiples of 64 bytes of the file. */
	aligned: boolean;
}

export interface PandasReading {
	dtypes: Record<string, string>;
	categories: Record<string, unknown[]>;
	/** repr of each value. */
	values: Record<string, string[]>;
}

interface Requests {
	read: { request: { path: string; format: string }; answer: PyarrowReading };
	pandas: { request: { path: string; format: string }; answer: PandasReading };
	compress: { request: { codec: string; size: number; seed: number; path: string }; answer: object };
}

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** ALLYE_PYTHON, else the repository's own environment. */
export function pythonPath(): string {
	const inVenv = process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"];
	const path = process.env.ALLYE_PYTHON || join(root, ".venv", ...inVenv);
	if (!existsSync(path)) {
		throw new Error(`No Python at ${path}. Run "npm test" at the root once, or set ALLYE_PYTHON.`);
	}
	return path;
}

/** The real pyarrow in a process of its own (pyarrow_peer.py), and a directory for files to show it. */
export class PythonPeer implements AsyncDisposable {
	readonly directory: string;
	readonly #child: ChildProcessWithoutNullStreams;
	readonly #answers: AsyncIterator<string>;
	#turn: Promise<unknown> = Promise.resolve();

	static async start(): Promise<PythonPeer> {
		return new PythonPeer(await mkdtemp(join(tmpdir(), "allye-arrow-ipc-")));
	}

	private constructor(directory: string) {
		this.directory = directory;
		this.#child = spawn(pythonPath(), [fileURLToPath(new URL("pyarrow_peer.py", import.meta.url))]);
		this.#child.stderr.pipe(process.stderr);
		this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
	}

	ask<Do extends keyof Requests>(
		what: Do,
		request: Requests[Do]["request"],
	): Promise<Requests[Do]["answer"]> {
		const answer = this.#turn.then(async () => {
			this.#child.stdin.write(`${JSON.stringify({ do: what, ...request })}\n`);
			const { value, done } = await this.#answers.next();
			if (done) throw new Error("Python ended.");
			const parsed = JSON.parse(value);
			if (parsed.error) throw new Error(parsed.error);
			return parsed;
		});
		this.#turn = answer.catch(() => {});
		return answer;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#child.stdin.end();
		await rm(this.directory, { recursive: true, force: true });
	}
}
