import { spawn } from "node:child_process";
import { findPython } from "./find-python";
import { PythonError } from "./python-error";

/** Which Python to start, and in what surroundings. */
export interface PythonOptions {
	/** Path of the interpreter; default: {@link findPython}. */
	python?: string;
	/** Added to this process's environment. */
	env?: Record<string, string | undefined>;
	cwd?: string;
}

/**
 * Runs `script` in a Python process of its own and waits for its end. Python unlinks the shared memory that a process made or
 * opened when that process ends: use this, not a testee, for what depends on that.
 *
 * @param args What the script finds in sys.argv[1:].
 * @returns What it printed to stdout.
 * @throws PythonError of type "ProcessExit" where it does not exit with 0; its traceback is what it printed to stderr.
 */
export async function runPython(
	script: string,
	args: readonly string[] = [],
	options: PythonOptions = {},
): Promise<string> {
	const child = spawn(pythonFor(options), ["-B", "-c", script, ...args], {
		cwd: options.cwd,
		env: { ...process.env, ...options.env },
		stdio: ["ignore", "pipe", "pipe"],
	});
	const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
	const code = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
		child.on("error", reject);
		child.on("close", (code, signal) => resolve(signal ?? code));
	});
	if (code !== 0) throw new PythonError("ProcessExit", `${code}\n${stderr()}`, stderr());
	return stdout();
}

/** @throws Error where no Python is found */
export function pythonFor({ python = findPython() ?? undefined }: PythonOptions): string {
	if (python) return python;
	throw new Error("No Python: set ALLYE_PYTHON to one that has allye-data-connector, or pass `python`.");
}

/** Collects the stream; the returned function gives what has come so far. */
export function textOf(stream: NodeJS.ReadableStream): () => string {
	const chunks: Buffer[] = [];
	stream.on("data", (chunk: Buffer) => chunks.push(chunk));
	return () => Buffer.concat(chunks).toString();
}
