import type { OrangeTable } from "@allye/orange-table";
import type { JsonValue, ManifestEvent, Transport } from "@allye/protocol";
import type { Table as ArrowTable } from "apache-arrow";

/** Where tables go, and as whose. */
export interface TransmitterOptions {
	/** Default: ALLYE_SECRET_DIR, else ~/.allye_secrets (requirements, 2.1). Python 0.1.2 does not read that variable. */
	secretDir?: string;
	/** Default: "allye" (requirements, 4.1). */
	producer?: string;
	/** Body compression of payload files. Default: ALLYE_ARROW_COMPRESSION as Python reads it, else "zstd". */
	compression?: "zstd" | "lz4" | "none";
	/** Default: files and shared memory. */
	transports?: readonly Transport[];
}

/** A row as an object: column name to value. */
export type Row = Readonly<Record<string, unknown>>;
/** What can be sent: an Orange Table, an apache-arrow Table, or plain objects. */
export type SendInput = OrangeTable | ArrowTable | readonly Row[];

/** Rows encoded so far, of how many, and payload bytes written. */
export interface SendProgress {
	rows: number;
	totalRows: number;
	bytes: number;
}

/** Under what name a table is sent, and how. */
export interface SendOptions {
	/** Default: `table_<unix seconds>_<first 8 of id>`, as Python makes it. A name that exists gets a new version. */
	tableName?: string;
	/**
	 * "auto" (default) sends a file, or shared memory where `preferShm` is set and the table fits. "shm" above `maxShmBytes`
	 * rejects with SHM_TOO_LARGE; on Windows it becomes a file, with a warning, as in Python.
	 */
	transport?: "auto" | "file" | "shm";
	/** Bytes. Default: 64 MiB, Python's. */
	maxShmBytes?: number;
	preferShm?: boolean;
	/** Seconds until the payload may be cleaned up. Default: never. */
	ttlSeconds?: number;
	/** Kept in the event's metadata as it is. */
	metadata?: Record<string, JsonValue>;
	/**
	 * Wait until the table is on the disk before it is announced. Default: false: it survives the end of this process, not a
	 * power failure, as in Python.
	 */
	durable?: boolean;
	/** Shared memory: ask the reader to remove it once loaded. Default: true, Python's. */
	shmUnlinkOnRead?: boolean;
	signal?: AbortSignal;
	onProgress?(progress: SendProgress): void;
}

/** What was sent, and what was lost on the way. */
export interface SendResult {
	tableName: string;
	id: string;
	/** The ready event. */
	event: ManifestEvent;
	warnings: readonly string[];
}

/** Sends tables to Python and to other Receivers. */
export interface Transmitter {
	/** The absolute path of the secret directory that is written to. */
	readonly secretDir: string;
	/**
	 * Loads now what the first {@link send} would load, modules and addon, some 100 ms of work. For a program that is going to send: what its
	 * user waits for then is the table alone. Where the addon does not load, it is the send that says so.
	 */
	preload(): Promise<void>;
	/**
	 * Sends a table: `writing`, the payload, `ready`. What Python's get_dataframe(tableName, producer) then returns equals Orange's
	 * table_to_frame(table, include_metas=True).
	 *
	 * @throws INVALID_ARGUMENT, TYPE_UNSUPPORTED, SHM_TOO_LARGE, NO_SPACE, PERMISSION, LOCK_TIMEOUT, NATIVE_UNAVAILABLE, ABORTED;
	 * after the `writing` event each of them is also recorded as an `error` event, and nothing of the payload stays
	 */
	send(input: SendInput, options?: SendOptions): Promise<SendResult>;
}
