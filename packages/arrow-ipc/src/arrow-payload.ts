import type { ArrayData, BatchData } from "./array-data";
import type { ArrowValue } from "./arrow-value";
import type { Compression } from "./codecs";
import type { Field, Schema } from "./data-type";
import type { RangeDecodersOptions } from "./read/range-decoders";

/** A range of rows, `start` included, `end` not. */
export interface RowRange {
	readonly start: number;
	readonly end: number;
}

/** Some rows of a range. */
export interface PickedRows extends RowRange {
	/** Those wanted: ascending, counted from `start`, all before `end`. The others are decoded on the way, at most, and not checked. */
	readonly picked: Uint32Array;
}

/** Which rows of a column {@link ArrowPayload} decodes, and who hears of it. */
export interface DecodeOptions {
	/**
	 * A range, or several in order that do not overlap; the result has their rows one after another. Of a range with `picked` it has those
	 * alone, in memory of their size. Default: all rows. An end behind the last row means the last row.
	 */
	rows?: RowRange | PickedRows | readonly (RowRange | PickedRows)[];
	signal?: AbortSignal;
	/** Called as record batches are done: rows decoded so far, and bytes read for them. */
	onProgress?(progress: { rows: number; bytes: number }): void;
}

/** Text of one record batch (or of part of one): row i is bytes[offsets[i] .. offsets[i + 1]], valid UTF-8. */
export interface Utf8Chunk {
	readonly length: number;
	/** length + 1 offsets. */
	readonly offsets: Int32Array;
	readonly bytes: Uint8Array;
	/** As in {@link ArrayData.validity}. */
	readonly validity: Uint8Array | null;
}

/** A column as float64. */
export interface NumberData {
	/** NaN where the value is missing. */
	readonly values: Float64Array;
	/** Missing values; 0 of floats, whose missing values are not told from NaN. */
	readonly nullCount: number;
	/** Infinite values that became NaN because `finite` asked for it. */
	readonly infiniteCount: number;
}

/**
 * Gives each of a column's distinct values its code, -1 to make it missing; null leaves them as they are. `order` has the indices of the
 * values in the order of their code points, where kernels have sorted them already.
 */
export type Recode = (
	values: readonly string[],
	raw: readonly ArrowValue[] | null,
	order: Int32Array | null,
) => Int32Array | null;

/** A column as indices into its distinct values. */
export interface CodedColumn {
	/** One index a row, or what `recode` made of it; -1 where the value is missing. */
	readonly codes: Int32Array;
	/** Rows that have a value, which `recode` made missing. */
	readonly lostCount: number;
	/** Dictionary columns: the dictionary in its order (a later batch's new values appended). Text: in order of first appearance. */
	readonly values: readonly string[];
	/**
	 * For a dictionary of other values than text: the value of each code, as `arrowValue` gives it, whose String() is in
	 * `values`, so that a caller can spell it in another way. Null for text.
	 */
	readonly raw: readonly ArrowValue[] | null;
}

/**
 * One column of a payload, not yet read. Nothing of it is in memory until it is decoded, and decoding reads no other column.
 * All rejections are AllyeErrors: PAYLOAD_CORRUPT, PAYLOAD_MISSING, SHM_GONE, TYPE_UNSUPPORTED, OUT_OF_MEMORY, ABORTED.
 */
export interface ArrowColumn {
	readonly field: Field;
	/**
	 * True where decoding it as numbers or codes takes hardly more memory than the result, also of many such columns at once: kernels load
	 * them, some at a time. Of others decode few at once.
	 */
	readonly decodesInPlace?: boolean;
	/**
	 * As float64, missing values NaN: integers (rounded past 2^53), floats, booleans (0, 1), date, timestamp and time
	 * (each in its own unit, as an integer), duration. TYPE_UNSUPPORTED for the others. `into` takes them where given: one
	 * element a row; after a rejection what it holds is undefined, and reads under way may still write to it.
	 */
	decode(options: DecodeOptions & { as: "float64"; into?: Float64Array }): Promise<Float64Array>;
	/** The same numbers, with counts; where `finite` asks for it infinite ones become NaN. */
	decode(options: DecodeOptions & { as: "numbers"; finite?: boolean }): Promise<NumberData>;
	/**
	 * As codes: text columns, columns of type null, and dictionary columns whose values are text, numbers, booleans, dates or
	 * times. With `maxDistinct` the promise resolves to null as soon as a text column has more distinct values than that. `recode` is
	 * called once, with all values, and changes the codes where they are made, off this thread where there are kernels.
	 */
	decode(
		options: DecodeOptions & { as: "codes"; maxDistinct?: number; recode?: Recode },
	): Promise<CodedColumn | null>;
	/** As text: utf8, large_utf8, utf8_view columns, and dictionaries of them. One chunk or more a record batch. */
	decode(options: DecodeOptions & { as: "utf8" }): Promise<Utf8Chunk[]>;
	/**
	 * As Arrow holds it, one array a record batch that has any of the rows. Any type. Offsets count from 0. Picked rows are packed: views
	 * become utf8 and binary, the larger lists and list views lists, run-end encoding what it encodes.
	 */
	decode(options: DecodeOptions & { as: "arrow" }): Promise<ArrayData[]>;
}

/** An opened payload: its metadata has been read and checked, no column has. */
export interface ArrowPayload {
	readonly schema: Schema;
	readonly rowCount: number;
	/** Rows of each record batch, in order. */
	readonly batchRows: readonly number[];
	/** Compression of the record batches' bodies; null where there is none (or no batch). */
	readonly compression: Compression | null;
	/** One for each field of the schema, in its order. */
	readonly columns: readonly ArrowColumn[];
	/**
	 * Decoded bytes of each column's buffers in all record batches: what decoding it takes in memory, to the byte, read from
	 * eight bytes a buffer and nothing decoded. A dictionary's bytes count for the first column that uses it. Where `columns` names some
	 * by position, nothing is read of the others, which get 0.
	 *
	 * @throws PAYLOAD_CORRUPT where a length is impossible; what the source throws; INVALID_ARGUMENT; ABORTED
	 */
	decodedBytes(options?: { columns?: readonly number[]; signal?: AbortSignal }): Promise<readonly number[]>;
	/**
	 * The same payload for one who reads on and on: decoders of compressed buffers keep their places, so that a call for the rows behind
	 * those of an earlier one decodes only what lies between. Without it each begins at the start of the record batch. Uncompressed buffers
	 * need no such thing, and a source without decoders has none.
	 */
	keepingPlaces(options: RangeDecodersOptions): PlaceKeepingPayload;
	/** Record batches of the chosen columns (all by default), one after another: constant memory. */
	batches(options?: DecodeOptions & { columns?: readonly number[] }): AsyncIterable<BatchData>;
}

/** See {@link ArrowPayload.keepingPlaces}. */
export interface PlaceKeepingPayload extends ArrowPayload {
	/** Gives the decoders' memory back; reading goes on without. Closing the source does it too. */
	close(): void;
}
