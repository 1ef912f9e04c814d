import type { Binding } from "./binding";
import { requireFixedMemory } from "./fixed-memory";

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
	 * to false as soon as there are more than `maxDistinct`. Rejects with EINVAL for offsets that fall or lie outside.
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

/** Conversions of whole columns on worker threads. No array may change until the promise settles. */
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

/** {@link Kernels} by the addon. */
export function kernelsOf(binding: Binding): Kernels {
	const fixed = (...arrays: (Uint8Array | Int32Array | Float64Array | null)[]) => {
		for (const array of arrays) if (array !== null) requireFixedMemory(array, "memory");
	};
	return {
		async toFloat64(kind, values, validity, out) {
			fixed(values, validity, out);
			await binding.toFloat64(kind, values, validity, out);
		},
		async areUtf8(offsets, bytes) {
			fixed(offsets, bytes);
			return (await binding.areUtf8(offsets, bytes)) === 1;
		},
		async rebaseOffsets(offsets, width) {
			fixed(offsets);
			return (await binding.rebaseOffsets(offsets, width)) === 1;
		},
		async translate(kind, indices, validity, codeOf, codes) {
			fixed(indices, validity, codeOf, codes);
			return binding.translate(kind, indices, validity, codeOf, codes);
		},
		createTextTable() {
			const table = binding.createTextTable();
			return {
				async encode(offsets, bytes, validity, codes, maxDistinct) {
					fixed(offsets, bytes, validity, codes);
					return (await binding.encodeText(table, offsets, bytes, validity, codes, maxDistinct)) === 1;
				},
				texts: () => binding.textsOf(table),
			};
		},
	};
}
