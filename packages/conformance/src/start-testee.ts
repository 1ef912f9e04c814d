import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { PythonError } from "./python-error";
import { type PythonOptions, pythonFor, textOf } from "./run-python";
import type { PythonPeer, Testee } from "./testee";

const SCRIPT = fileURLToPath(new URL("../python/testee.py", import.meta.url));

interface Answer {
	id: number;
	result?: unknown;
	error?: { type: string; message: string; traceback: string };
}

/** Starts the Python testee. It loads pandas with the first call that needs it, and Orange likewise: some seconds. */
export function startTestee(options: PythonOptions = {}): Testee {
	const child = spawn(pythonFor(options), ["-B", SCRIPT], {
		cwd: options.cwd,
		env: { ...process.env, ...options.env },
		stdio: ["pipe", "pipe", "pipe"],
	});
	const stderr = textOf(child.stderr);
	const waiting = new Map<number, (answer: Answer) => void>();
	let lastId = 0;
	createInterface(child.stdout).on("line", (line) => {
		const answer: Answer = JSON.parse(line);
		waiting.get(answer.id)?.(answer);
		waiting.delete(answer.id);
	});
	let ended: Answer["error"];
	const exited = exitOf(child).then((how) => {
		ended = { type: "ProcessExit", message: `${how}\n${stderr()}`, traceback: stderr() };
		for (const [id, settle] of waiting) settle({ id, error: ended });
		waiting.clear();
	});
	// Writing to a process that has just ended: its exit says why.
	child.stdin.on("error", () => {});

	async function call<Result>(method: string, params: Record<string, unknown>): Promise<Result> {
		const id = ++lastId;
		const answered = new Promise<Answer>((resolve) => {
			if (ended) resolve({ id, error: ended });
			else waiting.set(id, resolve);
		});
		child.stdin.write(`${JSON.stringify({ id, method, params })}\n`);
		const { result, error } = await answered;
		if (error) throw new PythonError(error.type, error.message, error.traceback);
		return result as Result;
	}

	async function close(): Promise<void> {
		child.stdin.end();
		const kill = setTimeout(() => child.kill("SIGKILL"), 10_000);
		await exited;
		clearTimeout(kill);
	}

	return {
		pid: child.pid as number,
		versions: () => call("versions", {}),
		at: (secretDir) => peerAt(secretDir, call),
		describeFrame: (frame) => call("describe_frame", { frame }),
		describeTable: (table) => call("describe_table", { table }),
		tableToFrame: (table) => call("table_to_frame", { table }),
		schemaSha256: (columns) => call("schema_sha256", { columns }),
		datasetNames: () => call("dataset_names", {}),
		dataset: (name) => call("dataset", { name }),
		call,
		stderr,
		close,
		[Symbol.asyncDispose]: close,
	};
}

type Call = <Result>(method: string, params: Record<string, unknown>) => Promise<Result>;

function peerAt(secretDir: string, call: Call): PythonPeer {
	return {
		send: (frame, options) => call("send", { secretDir, frame, ...options }),
		get: (tableName, producer) => call("get", { secretDir, tableName, producer }),
		tableFromFrame: (tableName, producer) => call("table_from_frame", { secretDir, tableName, producer }),
		tableOfPart: (tableName, part) => call("table_of_part", { secretDir, tableName, ...part }),
		compare: (tableName, table, producer) => call("compare", { secretDir, tableName, table, producer }),
		arrowTypes: () => call("arrow_types", { secretDir }),
		sendDictionaries: (batches, options) => call("send_dictionaries", { secretDir, ...batches, ...options }),
		listTables: (producer) => call("list_tables", { secretDir, producer }),
		latestReady: (tableName, producer) => call("latest_ready", { secretDir, tableName, producer }),
		history: (tableName) => call("history", { secretDir, tableName }),
		observe: (producers, tableName) => call("observe", { secretDir, producers, tableName }),
		append: (event) => call("append", { secretDir, event }),
		appendMany: (count, options) => call("append_many", { secretDir, count, ...options }),
		holdLock: (seconds) => call("hold_lock", { secretDir, seconds }),
		gc: (options) => call("gc", { secretDir, ...options }),
	};
}

/** How the process ended: its exit code, the signal, or why it could not be started. */
function exitOf(child: ChildProcess): Promise<string> {
	return new Promise((resolve) => {
		child.on("error", (error) => resolve(error.message));
		child.on("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
	});
}
