import type { Schema } from "@allye/arrow-ipc";
import type { ColumnOverride, ColumnReason, Domain, LazyOrangeTable, OrangeTable } from "@allye/orange-table";
import type { ManifestEvent, TableEntry, Transport } from "@allye/protocol";
import type { Table as ArrowTable } from "apache-arrow";
import type { Estimate } from "./estimate";
import type { Limits } from "./limits";
import type { Profile, ProfileOptions } from "./profile";

/** Where tables are, and what may be loaded. */
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
	/** Loads beyond these reject with OVER_LIMITS: 2 GiB, 100,000,000 cells, half of the memory that is free. */
	limits?: Limits;
	/** Default: files and shared memory. */
	transports?: readonly Transport[];
}

/** Whose tables. */
export interface TablesOptions {
	/** Default: the receiver's own. */
	producer?: string;
}

/** Whose table to open, and whether it may have expired. */
export interface OpenOptions extends TablesOptions {
	/** Open a table whose expires_at has passed. Default: false, which rejects with EXPIRED. */
	evenIfExpired?: boolean;
}

/** Whose table to keep, and who hears of it. */
export interface KeepOptions extends TablesOptions {
	signal?: AbortSignal;
	onProgress?(progress: LoadProgress): void;
}

/**
 * Of a table in shared memory: it is there as long as its sender is; this receiver holds it ({@link Receiver.hold}); or it is gone, and
 * nothing but another send brings it back.
 */
export type SharedMemoryState = "there" | "held" | "gone";

/** How far a load is: rows and payload bytes done, of how many. */
export interface LoadProgress {
	rows: number;
	totalRows: number;
	bytes: number;
	totalBytes: number;
}

/** Which part of a table to load, and as what. */
export interface LoadOptions {
	/** Only these columns, by name; the order does not matter. Default: all. */
	columns?: readonly string[];
	/** Only these rows, `start` included, `end` not. Default: all. */
	rows?: { start: number; end: number };
	/** Use this Domain instead of finding each column's kind. */
	domain?: Domain;
	/** Kinds and roles of single columns, by name, instead of those found; of `batches()` and `lazy()` their Domain says all. */
	overrides?: Readonly<Record<string, ColumnOverride>>;
	/** Give roles, decimals and zones back as the sender's `allye.domain` metadata has them. Default: true. */
	restoreDomain?: boolean;
	signal?: AbortSignal;
	onProgress?(progress: LoadProgress): void;
	/** Load it although it exceeds the limits. Default: false. */
	allowLarge?: boolean;
}

/** What {@link IncomingTable.head} takes: {@link LoadOptions} without rows. */
export type HeadOptions = Omit<LoadOptions, "rows">;

/** Which rows {@link IncomingTable.sample} takes. */
export interface SampleOptions extends HeadOptions {
	/** A whole number; one seed always samples the same rows. Default: 0. */
	seed?: number;
	/**
	 * "uniform": every row is as likely as any other, none comes twice; all of the table has to be read for it. "blocks": a few runs of rows that
	 * lie together, spread over the table, for a quick first look; {@link IncomingTable.warnings} says so. Default: "uniform".
	 */
	method?: "uniform" | "blocks";
}

/** What {@link IncomingTable.batches} takes: of {@link LoadOptions} what has a meaning for parts. */
export type BatchesOptions = Omit<LoadOptions, "allowLarge" | "overrides">;

/** Which part to estimate; all by default. */
export type EstimateOptions = Pick<LoadOptions, "columns" | "rows">;

/** From what {@link IncomingTable.domain} finds the Domain. */
export interface DomainOptions
	extends Pick<LoadOptions, "columns" | "restoreDomain" | "signal" | "onProgress"> {
	/** Ask all rows, in one pass over the table. Default: the first 50,000. */
	exact?: boolean;
}

/** Which rows a {@link GrowingTable} takes, in what order. */
export interface GrowingOptions extends Pick<LoadOptions, "columns" | "domain" | "restoreDomain" | "signal"> {
	/** The first rows, or a uniform sample. Default: "head". */
	method?: "head" | "uniform";
	/** Of the sample, as in {@link SampleOptions}. Default: 0. */
	seed?: number;
}

/** What {@link IncomingTable.lazy} takes. */
export interface LazyOptions extends Pick<LoadOptions, "columns" | "domain" | "restoreDomain" | "signal"> {
	/** Memory for columns that were read before. Default: 64 MiB. */
	cacheBytes?: number;
}

/** What {@link GrowingTable.grow} takes. */
export type GrowOptions = Pick<LoadOptions, "signal" | "onProgress" | "allowLarge">;

/** Some rows of a table, of one Domain, to which more can be added: the next ones, or more of the same sample. */
export interface GrowingTable {
	readonly domain: Domain;
	/** What there is so far; at first no rows. */
	readonly table: OrangeTable;
	/** The number of each of its rows in the payload, ascending. */
	readonly rows: Float64Array;
	/** It has all rows. */
	readonly isComplete: boolean;
	/**
	 * Adds `count` rows, or those that are left; none that it has is read again. Calls wait for each other. If one fails or is aborted the table
	 * stays as it is.
	 *
	 * @returns the grown table; that of before stays valid
	 */
	grow(count: number, options?: GrowOptions): Promise<OrangeTable>;
}

/** Reads what others sent. Holds no lock and changes nothing, but for shared memory that asks to be removed once loaded. */
export interface Receiver extends AsyncDisposable {
	/** The absolute path of the secret directory that is read. */
	readonly secretDir: string;
	/**
	 * Loads now what the first {@link open} would load, modules and addon, some 25 ms of work. For a program that will show a table as soon as
	 * there is one: what it waits for then is the table alone.
	 */
	preload(): Promise<void>;
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
	/**
	 * Holds a table's shared memory open: from now on it can be opened and kept, also once it was loaded and removed, and once its sender has exited, until
	 * {@link letGo} or {@link close}. The system has its memory in use that long. Does nothing for files.
	 *
	 * @throws as {@link open}, but for EXPIRED
	 */
	hold(event: ManifestEvent): Promise<void>;
	/** Holds a table's shared memory no longer. What was opened of it can be read until it is closed. */
	letGo(event: ManifestEvent): Promise<void>;
	/** What has become of a table's shared memory; null where it is none. */
	sharedMemory(event: ManifestEvent): Promise<SharedMemoryState | null>;
	/** Closes every table that was opened. Calling it again does nothing. */
	close(): Promise<void>;
}

/**
 * A table that was opened and not yet loaded. Close it, or `await using` it.
 *
 * Everything rejects with an AllyeError: OVER_LIMITS, PAYLOAD_CORRUPT, PAYLOAD_MISSING, TYPE_UNSUPPORTED, OUT_OF_MEMORY,
 * INVALID_ARGUMENT, ABORTED, CLOSED.
 */
export interface IncomingTable extends AsyncDisposable {
	/** The manifest's event: table_name, producer, created_at, metadata, payload with expires_at. */
	readonly event: ManifestEvent;
	readonly schema: Schema;
	readonly rowCount: number;
	/**
	 * What is odd but not wrong: a shape in the manifest that the payload does not have; of the last {@link load}, {@link head} or
	 * {@link sample}, infinite values that became missing, as in Orange, and that it was a block sample.
	 */
	readonly warnings: readonly string[];
	/** Why each column of what was loaded last has its kind, by column name. */
	readonly reasons: ReadonlyMap<string, string>;
	/** The same as codes with values, for programs that say them in another language. */
	readonly columnReasons: ReadonlyMap<string, ColumnReason>;
	/** What loading costs, against the memory that is free; reads no more than the length that stands before each compressed buffer. */
	estimate(options?: EstimateOptions): Promise<Estimate>;
	/** The first `n` rows, mapped as Orange would map just those rows. */
	head(n: number, options?: HeadOptions): Promise<OrangeTable>;
	/**
	 * `n` rows in the table's order, mapped as Orange would map just those rows. With one seed a larger sample contains a smaller one, whatever the
	 * record batches and the compression.
	 */
	sample(n: number, options?: SampleOptions): Promise<OrangeTable>;
	/**
	 * All rows and columns, or those chosen, as an Orange Table equal to Orange's table_from_frame(get_dataframe(name)).
	 *
	 * @throws OVER_LIMITS with `estimate` ({@link isTooLarge}) before anything is read; with `allowLarge` OUT_OF_MEMORY where memory cannot hold it
	 */
	load(options?: LoadOptions): Promise<OrangeTable>;
	/**
	 * After a whole {@link load} by a receiver that has `unlinkSharedMemory: false`: removes the segment where its sender asked for that, as the load
	 * would have done. For programs that first store what they loaded. Does nothing for files.
	 *
	 * @throws INVALID_ARGUMENT where the table was not loaded whole
	 */
	releaseSharedMemory(): Promise<void>;
	/**
	 * The rows in order, as tables of one {@link domain}, in memory that does not grow with them: each takes some 48 MB at most. Read to the end
	 * it counts as a {@link load}.
	 */
	batches(options?: BatchesOptions): AsyncIterable<OrangeTable>;
	/**
	 * The Domain of a view: what the first 50,000 rows say, where text that a later row might prove no category and no time stays String. With
	 * `exact` that of {@link load}. Found once for each event. `reasons` then says why.
	 */
	domain(options?: DomainOptions): Promise<Domain>;
	/** A table that begins without rows and grows, for one who scrolls or wants to see more. */
	growing(options?: GrowingOptions): Promise<GrowingTable>;
	/**
	 * What the values of each column are like: missing, distinct, minimum, maximum, mean, a histogram or the most frequent values. Of all rows, batch by
	 * batch, or of a sample.
	 */
	profile(options?: ProfileOptions): Promise<Profile>;
	/** The table as one whose columns stay where they are, to be read window by window; not after {@link close}. */
	lazy(options?: LazyOptions): Promise<LazyOrangeTable>;
	/** The columns as Arrow has them, without Orange's mapping: for DuckDB, Arquero, Plot, Perspective. */
	arrow(options?: Omit<LoadOptions, "domain" | "restoreDomain">): Promise<ArrowTable>;
	close(): Promise<void>;
}
