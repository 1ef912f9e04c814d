import { registerAppendLaws } from "./append-laws";
import type { JsonEvent } from "./event-arbitrary";
import { registerSendLaws } from "./send-laws";
import type { TestRunner } from "./test-runner";

/** What writes into one secret directory: single events, whole tables, or both. */
export interface Writer {
	/** Appends an event that may be written, under the lock, after repairing the tail. */
	append?(event: JsonEvent): Promise<unknown>;
	/** Sends a table: `writing`, the payload, `ready`; or `error`. */
	send?(rows: readonly Readonly<Record<string, unknown>>[], options: WriterSendOptions): Promise<unknown>;
}

/** What the suite asks of a `send`. */
export interface WriterSendOptions {
	tableName: string;
	transport: "file" | "shm";
	/** Whole seconds above 0. */
	ttlSeconds?: number;
	maxShmBytes?: number;
	signal?: AbortSignal;
}

/** What `writerSuite` needs. */
export interface WriterSuiteOptions {
	runner: TestRunner;
	/** Makes the writer under test for a secret directory, which need not exist yet. What it can do is what it has. */
	factory(secretDir: string): Writer;
	/** Path of the interpreter that has the real package; default: findPython(). */
	python?: string;
}

/** What every writer must keep to, so that Python reads all that was written, and nothing that was not. */
export function writerSuite(options: WriterSuiteOptions): void {
	const { append, send } = options.factory("nowhere");
	if (append) registerAppendLaws(options);
	if (send) registerSendLaws(options);
}
