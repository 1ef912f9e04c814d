import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

/** The built command. */
export const ALLYE = fileURLToPath(new URL("../dist/allye.js", import.meta.url));

export interface Finished {
	code: number | null;
	stdout: string;
	stderr: string;
}

export interface Running {
	readonly child: ChildProcessByStdio<null, Readable, Readable>;
	readonly finished: Promise<Finished>;
}

/** Starts the command as a process of its own, its output in pipes. */
export function startAllye(args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
	const child = spawn(process.execPath, [ALLYE, ...args], {
		stdio: ["ignore", "pipe", "pipe"],
		env: { ...process.env, ...env },
	});
	const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
	child.stdout.on("data", (data) => stdout.push(data));
	child.stderr.on("data", (data) => stderr.push(data));
	const finished = new Promise<Finished>((resolve, reject) => {
		child.on("error", reject);
		child.on("close", (code) =>
			resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
		);
	});
	return { child, finished };
}

/** Runs the command to its end. */
export const allye = (...args: string[]): Promise<Finished> => startAllye(args).finished;

/** Runs the command and parses what it prints; fails where its exit code is not 0. */
export async function allyeJson<T>(...args: string[]): Promise<T> {
	const { code, stdout, stderr } = await allye(...args, "--json");
	if (code !== 0) throw new Error(`allye ${args.join(" ")} ended with ${code}: ${stderr}`);
	return JSON.parse(stdout);
}
