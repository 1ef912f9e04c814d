import type { ExactValue } from "./exact-value";
import type { FrameDescription, FrameSpec } from "./frame-spec";
import type { TableSpec } from "./table-spec";

/** A line of the manifest as Python reads it. Infinite numbers and integers past 2^53 are tagged as in ExactValue. */
export interface PythonEvent {
	version: number;
	id: string;
	table_name: string;
	producer: string;
	status: string;
	created_at: string;
	ttl_sec: number | null;
	payload: {
		transport: string;
		locator: string;
		data_size: number;
		shape: [number, number];
		schema_sha256: string;
		created_at: string;
		expires_at: string | null;
	} | null;
	metadata: Record<string, unknown>;
}

/** What the testee's Python has; null for what is not installed. */
export interface Versions {
	python: string;
	allye_data_connector: string | null;
	pandas: string | null;
	pyarrow: string | null;
	numpy: string | null;
	/** null in an environment without Orange: the methods on Orange Tables fail there. */
	Orange3: string | null;
}

/** The arguments of send_dataframe. The canvas is never notified. */
export interface SendOptions {
	tableName?: string;
	transport?: "auto" | "shm" | "file";
	/** Of a file; default: the package's own, zstd. */
	compression?: "zstd" | "lz4" | "none";
	chunkRows?: number;
	ttlSec?: number;
	maxShmBytes?: number;
	shmUnlinkOnRead?: boolean;
	metadata?: Record<string, unknown>;
}

/** What {@link PythonPeer.arrowTypes} has made. */
export interface ArrowTypes {
	/** table_name, pyarrow's type id, the type as pyarrow writes it, and why there is no such table; null where there is. */
	types: [tableName: string, id: string, type: string, error: string | null][];
	/** Every type id that pyarrow has. */
	ids: string[];
}

/** Dictionary-encoded columns as pyarrow holds them: each record batch has its own dictionaries. */
export interface DictionaryBatches {
	/** `values` and `indices` are names of Arrow types: "string", "int8". */
	columns: { name: string; values: string; indices: string; ordered: boolean }[];
	/** By batch, then by column. Code -1 is missing. */
	batches: { dictionary: ExactValue[]; codes: number[] }[][];
}

/** How a table of dictionaries that change from record batch to record batch is sent. */
export interface DictionaryBatchesOptions {
	tableName: string;
	transport: "file" | "shm";
	compression: "zstd" | "lz4" | null;
	/** Write what a dictionary has more than the one before as a delta; else, and where it is another, it is replaced (in streams only). */
	deltas: boolean;
}

/** What {@link PythonPeer.observe} has seen. */
export interface Observation {
	/** Every event, as history() gives them. */
	events: PythonEvent[];
	/** What list_tables gives for each producer. */
	listed: Record<string, unknown>[][];
	/** For each producer the latest ready event of the table, and the Orange Table of it, null where there is none. */
	latest: ({ event: PythonEvent; table: TableSpec | null } | null)[];
}

/** The real Python package in one secret directory. Every method rejects with a PythonError of what Python raised. */
export interface PythonPeer {
	/** send_dataframe; resolves to the ready event. A shared-memory payload lives until the testee is closed. */
	send(frame: FrameSpec, options?: SendOptions): Promise<PythonEvent>;
	/** get_dataframe. Python unlinks a shared-memory payload that it has read when the testee is closed. */
	get(tableName: string, producer?: string): Promise<FrameDescription>;
	/** Orange's table_from_frame of get_dataframe. */
	tableFromFrame(tableName: string, producer?: string): Promise<TableSpec>;
	/** What {@link tableFromFrame} would give had these rows (by position) and columns alone been sent, in the same Arrow types. Of a table in a file. */
	tableOfPart(
		tableName: string,
		part: { rows: readonly number[]; columns: readonly string[] },
	): Promise<TableSpec>;
	/**
	 * Every difference between get_dataframe and Orange's table_to_frame(table, include_metas=True): by
	 * pandas.testing.assert_frame_equal and by exact values, dtypes, categories, column order. Empty where equal.
	 */
	compare(tableName: string, table: TableSpec, producer?: string): Promise<string[]>;
	/** Makes a table of each type that pyarrow can write: one column of it, named "x". */
	arrowTypes(): Promise<ArrowTypes>;
	/** A ready table whose record batches add to their dictionaries, or replace them, written with pyarrow alone. */
	sendDictionaries(batches: DictionaryBatches, options: DictionaryBatchesOptions): Promise<void>;
	listTables(producer?: string): Promise<Record<string, unknown>[]>;
	latestReady(tableName: string, producer?: string): Promise<PythonEvent | null>;
	/** Every event that Python's reader sees, or those of one table, in the file's order. */
	history(tableName?: string): Promise<PythonEvent[]>;
	/** In one call what the others give in many, for each of `producers`; null is any. */
	observe(producers: readonly (string | null)[], tableName?: string): Promise<Observation>;
	append(event: PythonEvent): Promise<void>;
	/** Appends `count` writing events, each under the lock, as fast as Python can; resolves to their ids. */
	appendMany(count: number, options: { tableName: string; producer?: string }): Promise<string[]>;
	/** Resolves once Python holds the manifest's lock; it gives it up by itself after `seconds`. */
	holdLock(seconds: number): Promise<void>;
	gc(options?: { dryRun?: boolean }): Promise<Record<string, unknown>[]>;
}

/** A long-lived Python process. Calls are answered one after another, in their order. */
export interface Testee extends AsyncDisposable {
	readonly pid: number;
	versions(): Promise<Versions>;
	/** The package at work in `secretDir`. */
	at(secretDir: string): PythonPeer;
	/** The DataFrame that pandas makes of `frame`. */
	describeFrame(frame: FrameSpec): Promise<FrameDescription>;
	/** The Table that Orange makes of `table`. */
	describeTable(table: TableSpec): Promise<TableSpec>;
	/** Orange's table_to_frame(table, include_metas=True). */
	tableToFrame(table: TableSpec): Promise<FrameDescription>;
	/** The manifest's schema_sha256 of a frame with these columns: [name, dtype]. */
	schemaSha256(columns: readonly (readonly [name: string, dtype: string])[]): Promise<string>;
	/** The tables that Orange carries in its package, "iris", and those of scikit-learn, "sklearn.wine". */
	datasetNames(): Promise<string[]>;
	/** One of them, with its classes, metas and decimals. */
	dataset(name: string): Promise<TableSpec>;
	/** Any method of README.md by its name on the wire. */
	call(method: string, params: Record<string, unknown>): Promise<unknown>;
	/** What the process has written to stderr so far. */
	stderr(): string;
	/** Ends the process: Python unlinks the shared memory that it made or opened. Calling it again does nothing. */
	close(): Promise<void>;
}
