import type { Schema } from "@allye/arrow-ipc";
import type { Domain, OrangeTable } from "@allye/orange-table";
import type { ManifestEvent, TableEntry, Transport } from "@allye/protocol";
import type { Table as ArrowTable } from "apache-arrow";

export interface ReceiverOptions {
	/** Default: ALLYE_SECRET_DIR, else ~/.allye_secrets (requirements, 2.1). */
	secretDir?: string;
	/** Show and open only what this producer sent, for example "python". Default: every producer's. */
	producer?: string;
	/**
	 * After a whole table was loaded out of shared memory, remove the segment where its metadata.shm_unlink_on_read says so.
	 * Default: true.
	 */
	unlinkSharedMemory?: boolean;
	/** Open payload files that lie outside payloads/ too. Default: false. */
	payloadsAnywhere?: boolean;
	/** Default: files and shared memory. */
	transports?: readonly Transport[];
}

export interface TablesOptions {
	/** Default: the receiver's own. */
	producer?: string;
}

export interface OpenOptions extends TablesOptions {
	/** Open a table whose expires_at has passed. Default: false, which rejects with EXPIRED. */
	evenIfExpired?: boolean;
}

export interface KeepOptions extends TablesOptions {
	signal?: AbortSignal;
	onProgress?(progress: LoadProgress): void;
}

/** How far a load is: rows and payload bytes done, of how many. */
export interface LoadProgress {
	rows: number;
	totalRows: number;
	bytes: number;
	totalBytes: number;
}

export interface LoadOptions {
	/** Only these columns, by name; the order does not matter. Default: all. */
	columns?: readonly string[];
	/** Only these rows, `start` included, `end` not. Default: all. */
	rows?: { start: number; end: number };
	/** Use this Domain instead of finding each column's kind. */
	domain?: Domain;
	/** Give roles, decimals and zones back as the sender's `allye.domain` metadata has them. Default: true. */
	restoreDomain?: boolean;
	signal?: AbortSignal;
	onProgress?(progress: LoadProgress): void;
}

export type HeadOptions = Omit<LoadOptions, "rows">;

/** Reads what others sent. Holds no lock and changes nothing, but for shared memory that asks to be removed once loaded. */
export interface Receiver extends AsyncDisposable {
	/** The absolute path of the secret directory that is read. */
	readonly secretDir: string;
	/** Every table_name in code-point order: with its latest ready event, and a newer error or writing one. */
	tables(options?: TablesOptions): Promise<TableEntry[]>;
	/**
	 * The tables as they are now, then again after each change of the manifest. A slow reader gets the newest state, not every
	 * one between. Ends when `signal` fires or the receiver is closed.
	 */
	watch(options?: TablesOptions & { signal?: AbortSignal }): AsyncIterable<TableEntry[]>;
	/** Every event of a table_name, oldest first. */
	history(tableName: string): Promise<ManifestEvent[]>;
	/**
	 * Opens the latest ready payload of a table, or that of an event; reads its metadata only.
	 *
	 * @throws TABLE_NOT_FOUND, EXPIRED, TRANSPORT_UNKNOWN, PAYLOAD_MISSING, SHM_GONE, PAYLOAD_CORRUPT, PAYLOAD_REFUSED,
	 * PERMISSION, NATIVE_UNAVAILABLE, CLOSED
	 */
	open(table: string | ManifestEvent, options?: OpenOptions): Promise<IncomingTable>;
	/**
	 * Copies a table out of shared memory into payloads/, so that it outlives its sender: a new ready event of the same
	 * table_name, producer and metadata, by file. A table that is a file already is left as it is.
	 *
	 * @returns the event that readers now find
	 * @throws as {@link open}, and NO_SPACE, LOCK_TIMEOUT, ABORTED
	 */
	keep(table: string | ManifestEvent, options?: KeepOptions): Promise<ManifestEvent>;
	/** Closes every table that was opened. Calling it again does nothing. */
	close(): Promise<void>;
}

/**
 * A table that was opened and not yet loaded. Close it, or `await using` it.
 *
 * Everything rejects with an AllyeError: PAYLOAD_CORRUPT, PAYLOAD_MISSING, TYPE_UNSUPPORTED, OUT_OF_MEMORY,
 * INVALID_ARGUMENT, ABORTED, CLOSED.
 */
export interface IncomingTable extends AsyncDisposable {
	/** The manifest's event: table_name, producer, created_at, metadata, payload with expires_at. */
	readonly event: ManifestEvent;
	readonly schema: Schema;
	readonly rowCount: number;
	/**
	 * What is odd but not wrong: a shape in the manifest that the payload does not have; in the last {@link load} or {@link head},
	 * infinite values that became missing, as in Orange.
	 */
	readonly warnings: readonly string[];
	/** The first `n` rows, mapped as Orange would map just those rows. */
	head(n: number, options?: HeadOptions): Promise<OrangeTable>;
	/** All rows and columns, or those chosen, as an Orange Table equal to Orange's table_from_frame(get_dataframe(name)). */
	load(options?: LoadOptions): Promise<OrangeTable>;
	/** Why each column of the last {@link load} or {@link head} has its kind, by column name. */
	readonly reasons: ReadonlyMap<string, string>;
	/** The columns as Arrow has them, without Orange's mapping: for DuckDB, Arquero, Plot, Perspective. */
	arrow(options?: Omit<LoadOptions, "domain" | "restoreDomain">): Promise<ArrowTable>;
	close(): Promise<void>;
}
