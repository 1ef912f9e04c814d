import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const windows = process.platform === "win32";
const venv = fileURLToPath(
	new URL(`../../../.venv/${windows ? "Scripts/python.exe" : "bin/python"}`, import.meta.url),
);

/** The interpreter that has the real packages, or null: tests that need it are skipped then. */
export const PYTHON = process.env.ALLYE_PYTHON || (existsSync(venv) ? venv : null);

/** A script of this folder, running: it answers each line of JSON with one. */
export interface PythonScript {
	ask<T>(request: unknown): Promise<T>;
	/** Ends it, and waits until it has ended. */
	end(): Promise<void>;
}

export function startPython(script: string): PythonScript {
	const path = fileURLToPath(new URL(script, import.meta.url));
	const env = { ...process.env, PYTHONUTF8: "1", PYTHONWARNINGS: "ignore" };
	const child = spawn(PYTHON!, [path], { stdio: ["pipe", "pipe", "pipe"], env });
	let complaints = "";
	child.stderr.on("data", (data) => {
		complaints += data;
	});
	const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	return {
		async ask<T>(request: unknown): Promise<T> {
			child.stdin.write(`${JSON.stringify(request)}\n`);
			const { value, done } = await lines.next();
			if (done) throw new Error(`${script} ended: ${complaints}`);
			return JSON.parse(value);
		},
		async end() {
			child.stdin.end();
			await ended;
		},
	};
}
