import { allocate } from "./allocate";
import type { Binding } from "./binding";
import { requireFixedMemory } from "./fixed-memory";

/** How seconds become whole units: see {@link EncodeKernels.toTimestamps}. */
export type TimestampUnit = "ns" | "ns of decimals" | "us";

/** Conversions of a table's columns to what an Arrow payload holds, on worker threads. No array may change until the promise settles. */
export interface EncodeKernels {
	/** Memory that need not be zeroed, for what is going to be filled as a whole. */
	allocate(bytes: number): ArrayBuffer;
	/** Whether each value, cut toward zero, is an int64; NaN is not. */
	areInt64(values: Float64Array): Promise<boolean>;
	/** Cuts each value toward zero into `out`. Resolves to false, with `out` incomplete, where one is no int64. */
	toInt64(values: Float64Array, out: BigInt64Array): Promise<boolean>;
	/** Bit i of `bits`, least significant first, becomes 0 where values[i] is NaN, else 1. Resolves to how many are NaN. */
	toValidity(values: Float64Array, bits: Uint8Array): Promise<number>;
	/**
	 * Writes the codes, indices into so many `values`, into `out`; bit i of `bits` becomes 0 where one is -1, missing, else 1. Resolves
	 * to how many are missing; or, where a code is below -1 or not below `values`, to -1 - its row.
	 */
	toIndices(
		codes: Int32Array,
		values: number,
		out: Int8Array | Int16Array | Int32Array,
		bits: Uint8Array,
	): Promise<number>;
	/** The first row whose value is `limit` or more away from 0, NaN left out; -1 where there is none. */
	firstBeyond(values: Float64Array, limit: number): Promise<number>;
	/**
	 * Seconds as whole units in `out`, NaN as 0. The part of a second is, for "ns", rounded to nine digits in float64 and cut, as pandas 2.3
	 * does with numpy; for "ns of decimals", the same with Python's exact `round`; for "us", rounded, halves upward. Resolves
	 * to false, with `out` incomplete, where one does not fit.
	 */
	toTimestamps(seconds: Float64Array, unit: TimestampUnit, out: BigInt64Array): Promise<boolean>;
	/**
	 * Copies the texts `bytes[offsets[i] .. offsets[i + 1]]` into `outBytes`, from `at` on, and where they begin and end there into
	 * `outOffsets`, which is as long as `offsets`. Rejects with EINVAL where they do not lie in `bytes`, or do not fit.
	 */
	copyTexts(
		offsets: Int32Array,
		bytes: Uint8Array,
		outOffsets: Int32Array,
		outBytes: Uint8Array,
		at: number,
	): Promise<void>;
}

/** {@link EncodeKernels} by the addon. */
export function encodeKernelsOf(binding: Binding): EncodeKernels {
	const fixed = (...arrays: ArrayBufferView[]) => {
		for (const array of arrays) requireFixedMemory(array, "memory");
	};
	return {
		allocate: (bytes) => allocate(binding, bytes),
		async areInt64(values) {
			fixed(values);
			return (await binding.areInt64(values)) === 1;
		},
		async toInt64(values, out) {
			fixed(values, out);
			return (await binding.toInt64(values, bytesOf(out))) === 1;
		},
		async toValidity(values, bits) {
			fixed(values, bits);
			return binding.toValidity(values, bits);
		},
		async toIndices(codes, values, out, bits) {
			fixed(codes, out, bits);
			return binding.toIndices(codes, values, out.BYTES_PER_ELEMENT, bytesOf(out), bits);
		},
		async firstBeyond(values, limit) {
			fixed(values);
			return binding.firstBeyond(values, limit);
		},
		async toTimestamps(seconds, unit, out) {
			fixed(seconds, out);
			return (await binding.toTimestamps(seconds, unit, bytesOf(out))) === 1;
		},
		async copyTexts(offsets, bytes, outOffsets, outBytes, at) {
			fixed(offsets, bytes, outOffsets, outBytes);
			await binding.copyTexts(offsets, bytes, outOffsets, outBytes, at);
		},
	};
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
	new Uint8Array(buffer, byteOffset, byteLength);
