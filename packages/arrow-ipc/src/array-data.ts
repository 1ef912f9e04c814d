import type { Field } from "./data-type";

/**
 * One column (or child of a column) of one record batch, in Arrow's memory layout, little-endian, in memory of its own.
 *
 * | type | buffers |
 * | --- | --- |
 * | null, struct, fixed_size_list, run_end_encoded | none |
 * | fixed width, bool (bits), dictionary (indices) | values |
 * | utf8, binary, list, map | offsets int32; then bytes for utf8 and binary |
 * | large_utf8, large_binary, large_list | offsets int64; then bytes for large_utf8 and large_binary |
 * | list_view, large_list_view | offsets, then sizes; int32, int64 where large |
 * | utf8_view, binary_view | views of 16 bytes, then data buffers |
 * | union | type ids int8, then offsets int32 where dense |
 *
 * Each buffer starts at a multiple of 8 bytes of its ArrayBuffer, so a typed array can be laid over it.
 *
 * Source: https://arrow.apache.org/docs/format/Columnar.html#buffer-listing-for-each-layout
 */
export interface ArrayData {
	readonly field: Field;
	/** Rows. */
	readonly length: number;
	readonly nullCount: number;
	/** One bit a row, least significant first, 1 = present; null where every row is present. */
	readonly validity: Uint8Array | null;
	readonly buffers: readonly Uint8Array[];
	readonly children: readonly ArrayData[];
	/** For a dictionary column the values its indices point into; otherwise null. */
	readonly dictionary: ArrayData | null;
}

/** One record batch: as many arrays as the schema (or the projection) has fields, each of `length` rows. */
export interface BatchData {
	readonly length: number;
	readonly columns: readonly ArrayData[];
}
