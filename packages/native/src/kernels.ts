import { allocate } from "./allocate";
import type { Binding, StoredColumnArguments, TextTableHandle } from "./binding";
import { requireFixedMemory } from "./fixed-memory";
import type { Codec } from "./native";
import { nativeError } from "./native-error";
import { Region } from "./region";

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

/**
 * Rows of a column of one record batch as it lies in a payload: its bytes have not been read yet. What loads them reads, decodes, checks and
 * converts them in one task, and rejects with ECORRUPT where the payload is wrong (`reason` says how), EFAULT where it was cut short, ENOMEM.
 */
export interface StoredColumn {
	/** What {@link Native.mapFile} or {@link Native.openSharedMemory} gave. */
	readonly source: object;
	readonly compression: Codec | null;
	/** Rows that it has. */
	readonly length: number;
	/** Those that are wanted: `start` included, `end` not. */
	readonly start: number;
	readonly end: number;
	/** Of these only those: ascending, counted from `start`; null for all. Nothing is said of what the others hold. */
	readonly picked: Uint32Array | null;
	/** Missing rows, of all. */
	readonly nullCount: number;
	/** Offset and length of each buffer in the source: the validity bitmap, then those of the type. */
	readonly buffers: Float64Array;
	/** Bytes of memory that its text may take. */
	readonly maxBytes: number;
}

/** Texts of a {@link StoredColumn}. */
export interface LoadedText {
	readonly offsets: Int32Array;
	readonly bytes: Uint8Array;
	/** Null where none is missing. */
	readonly validity: Uint8Array | null;
}

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
	/** The same for a whole column of text, of which all rows are wanted, whose offsets have so many bytes. */
	load(column: StoredColumn, offsetBytes: 4 | 8, codes: Int32Array, maxDistinct: number): Promise<boolean>;
	/** Numbers the texts of another table: resolves to the code of each; null as soon as there are more than `maxDistinct`. */
	add(other: TextTable, maxDistinct: number): Promise<Int32Array | null>;
	/** All texts by number, one behind the other, as `encode` takes them, and the numbers in the order of the texts' bytes. */
	texts(): Promise<{ offsets: Int32Array; bytes: Uint8Array; order: Int32Array }>;
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
	/**
	 * A column's numbers, as {@link toFloat64}; infinite ones become NaN where `finite` asks for it. Resolves to how many of floats were
	 * infinite, of all else how many are missing.
	 */
	loadFloat64(
		column: StoredColumn,
		kind: NumberKind,
		options: { finite: boolean },
		out: Float64Array,
	): Promise<number>;
	/**
	 * codes[i] becomes codeOf[index i], or -1 where row i is missing. Codes below -1 become -1 too and are counted: resolves to how many.
	 * Rejects with ECORRUPT for an index outside of `codeOf`.
	 */
	loadCodes(column: StoredColumn, kind: NumberKind, codeOf: Int32Array, codes: Int32Array): Promise<number>;
	/**
	 * A column's texts, whose offsets have so many bytes: text i is bytes[offsets[i] .. offsets[i + 1]], without bytes where the bitmap
	 * `validity` has none. Resolves to null where they have more than 2 GiB. Rejects with ECORRUPT for text that is not UTF-8.
	 */
	loadUtf8(column: StoredColumn, offsetBytes: 4 | 8): Promise<LoadedText | null>;
	/**
	 * Fills `out` with the decoded bytes from `from` on of a compressed buffer, of which no more is read and decoded than these need. `whole`
	 * is what all of its rows need; null where nobody knows. Rejects as a {@link StoredColumn}.
	 */
	loadBytes(
		buffer: Pick<StoredColumn, "source"> & { compression: Codec; offset: number; length: number },
		from: number,
		whole: number | null,
		out: Uint8Array,
	): Promise<void>;
	/** codes[i] becomes codeOf[codes[i]]; -1 stays. Counts as {@link loadCodes}. */
	recode(codes: Int32Array, codeOf: Int32Array): Promise<number>;
	/** Memory that is not zeroed, for what is going to be filled as a whole. */
	allocate(bytes: number): ArrayBuffer;
	createTextTable(): TextTable;
}

/** {@link Kernels} by the addon. */
export function kernelsOf(binding: Binding): Kernels {
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
		async loadFloat64(column, kind, { finite }, out) {
			fixed(out);
			return binding.loadNumbers(...argumentsOf(column), kind, finite, out);
		},
		async loadCodes(column, kind, codeOf, codes) {
			fixed(codeOf, codes);
			return binding.loadCodes(...argumentsOf(column), kind, codeOf, codes);
		},
		async loadUtf8(column, offsetBytes) {
			return binding.loadUtf8(...argumentsOf(column), offsetBytes);
		},
		async loadBytes({ source, compression, offset, length }, from, whole, out) {
			fixed(out);
			await binding.loadBytes(Region.handleOf(source), compression, offset, length, from, whole, out);
		},
		async recode(codes, codeOf) {
			fixed(codes, codeOf);
			return binding.recode(codes, codeOf);
		},
		allocate: (bytes) => allocate(binding, bytes),
		createTextTable: () => new NativeTextTable(binding),
	};
}

const fixed = (...arrays: (Uint8Array | Int32Array | Float64Array | null)[]) => {
	for (const array of arrays) if (array !== null) requireFixedMemory(array, "memory");
};

const argumentsOf = (column: StoredColumn): StoredColumnArguments => [
	Region.handleOf(column.source),
	column.compression,
	column.length,
	column.nullCount,
	column.maxBytes,
	column.buffers,
	column.start,
	column.end,
	column.picked,
];

class NativeTextTable implements TextTable {
	readonly #binding: Binding;
	readonly #handle: TextTableHandle;

	constructor(binding: Binding) {
		this.#binding = binding;
		this.#handle = binding.createTextTable();
	}

	async encode(
		offsets: Int32Array,
		bytes: Uint8Array,
		validity: Uint8Array | null,
		codes: Int32Array,
		maxDistinct: number,
	): Promise<boolean> {
		fixed(offsets, bytes, validity, codes);
		return (await this.#binding.encodeText(this.#handle, offsets, bytes, validity, codes, maxDistinct)) === 1;
	}

	async load(
		column: StoredColumn,
		offsetBytes: 4 | 8,
		codes: Int32Array,
		maxDistinct: number,
	): Promise<boolean> {
		fixed(codes);
		const load = argumentsOf(column);
		return (await this.#binding.loadText(...load, offsetBytes, this.#handle, maxDistinct, codes)) === 1;
	}

	add(other: TextTable, maxDistinct: number): Promise<Int32Array | null> {
		if (!(other instanceof NativeTextTable))
			throw nativeError("EINVAL", "it must be a table of this addon", "argument other");
		return this.#binding.addTexts(this.#handle, other.#handle, maxDistinct);
	}

	texts(): Promise<{ offsets: Int32Array; bytes: Uint8Array; order: Int32Array }> {
		return this.#binding.textsOf(this.#handle);
	}
}
