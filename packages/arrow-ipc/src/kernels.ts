/** How numbers lie in memory: little-endian; of "bool" one bit each, least significant first. */
export type NumberKind =
	| "bool"
	| "int8"
	| "int16"
	| "int32"
	| "int64"
	| "uint8"
	| "uint16"
	| "uint32"
	| "uint64"
	| "float32"
	| "float64";

/** Distinct texts, numbered in order of first appearance. */
export interface TextTable {
	/**
	 * Numbers the texts `bytes[offsets[i] .. offsets[i + 1]]` into `codes`, -1 where the bitmap `validity` has none. Resolves
	 * to false as soon as there are more than `maxDistinct`.
	 */
	encode(
		offsets: Int32Array,
		bytes: Uint8Array,
		validity: Uint8Array | null,
		codes: Int32Array,
		maxDistinct: number,
	): Promise<boolean>;
	/** All texts by number, one behind the other, as `encode` takes them. */
	texts(): { offsets: Int32Array; bytes: Uint8Array };
}

/**
 * Conversions of whole columns off the calling thread, such as `@allye/native`'s. Without them the reader converts in
 * JavaScript, in short pieces, to the same results.
 */
export interface Kernels {
	/**
	 * Row i of `out` becomes value i, as the nearest float64, or NaN where the bitmap `validity` has none. `values` may be the
	 * memory of `out`.
	 */
	toFloat64(
		kind: NumberKind,
		values: Uint8Array,
		validity: Uint8Array | null,
		out: Float64Array,
	): Promise<void>;
	/** Whether `bytes` are UTF-8, and each of `offsets` lies between two characters. */
	areUtf8(offsets: Int32Array, bytes: Uint8Array): Promise<boolean>;
	/**
	 * Moves offsets of `width` bytes each (aligned) so that they begin at 0. Resolves to false, with `offsets` undefined, where
	 * they begin below 0 or fall.
	 */
	rebaseOffsets(offsets: Uint8Array, width: 4 | 8): Promise<boolean>;
	/**
	 * codes[i] becomes codeOf[index i], or -1 where the bitmap `validity` has no row i. Resolves to the first row whose index
	 * lies outside `codeOf`, or -1.
	 */
	translate(
		kind: NumberKind,
		indices: Uint8Array,
		validity: Uint8Array | null,
		codeOf: Int32Array,
		codes: Int32Array,
	): Promise<number>;
	createTextTable(): TextTable;
}
