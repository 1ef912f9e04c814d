import type { FrameDescription } from "../frame-spec";
import type { TableSpec } from "../table-spec";

/** Where a payload lies: a file or shared memory. */
export type TransportName = "file" | "shm";
/** How the buffers of a payload are compressed. */
export type CompressionName = "zstd" | "lz4" | "none";

/** Rows and columns of a table; all by default. */
export interface PartOptions {
	/** Names; their order does not matter. */
	columns?: readonly string[];
	/** `start` included, `end` not. */
	rows?: { start: number; end: number };
}

/** A part of a table as an Orange Table. */
export interface LoadPartOptions extends PartOptions {
	/** The Domain that the table must have, instead of finding each column's kind. */
	domain?: TableSpec["domain"];
}

/**
 * A Receiver and a Transmitter under test, at work in one secret directory. All that goes in and out has the JSON types of the wire
 * format (README.md), so that one in another language fits behind it. What is optional is tried where it is there.
 */
export interface Implementation extends AsyncDisposable {
	/** What it can send by and read from. */
	readonly transports: readonly TransportName[];
	/**
	 * The columns of the latest ready payload, without Orange's mapping, as the frame that get_dataframe of pandas 2 gives. A column that
	 * pandas 3 would call `str` is `object`.
	 */
	read(tableName: string, options?: PartOptions): Promise<FrameDescription>;
	/** The Orange Table of the latest ready payload; shared memory is left as it is. */
	load(tableName: string, options?: LoadPartOptions): Promise<TableSpec>;
	/** Sends a table, as the producer "allye". */
	send(
		table: TableSpec,
		options: { tableName: string; transport: TransportName; compression: CompressionName },
	): Promise<void>;
	/** The first `n` rows. */
	head?(tableName: string, n: number, options?: LoadPartOptions): Promise<TableSpec>;
	/** `n` rows at random, in the table's order; the same ones for the same seed. */
	sample?(tableName: string, n: number, options: LoadPartOptions & { seed: number }): Promise<TableSpec>;
	/** The table in pieces, of one Domain. */
	batches?(tableName: string, options?: LoadPartOptions): AsyncIterable<TableSpec>;
}

/** Makes the implementation under test for a secret directory, which need not exist yet. */
export type ImplementationFactory = (secretDir: string) => Implementation;
