import type { IntType } from "../data-type";
import type { NumberKind } from "../kernels";

/** Integers of any width as a typed array; 64-bit ones as the nearest float64. */
export type Integers =
	| Int8Array
	| Uint8Array
	| Int16Array
	| Uint16Array
	| Int32Array
	| Uint32Array
	| Float64Array;

/** How a kernel calls integers of a type. */
export function integerKind(type: IntType): NumberKind {
	return `${type.signed ? "int" : "uint"}${type.bitWidth}`;
}

/** Views little-endian, aligned integers; 64-bit ones are converted into new memory. */
export function integers(bytes: Uint8Array, type: IntType): Integers {
	const { buffer, byteOffset, length } = bytes;
	switch (type.bitWidth) {
		case 8:
			return type.signed ? new Int8Array(buffer, byteOffset, length) : bytes;
		case 16:
			return type.signed
				? new Int16Array(buffer, byteOffset, length >> 1)
				: new Uint16Array(buffer, byteOffset, length >> 1);
		case 32:
			return type.signed
				? new Int32Array(buffer, byteOffset, length >> 2)
				: new Uint32Array(buffer, byteOffset, length >> 2);
		case 64: {
			const out = new Float64Array(length >> 3);
			convertInt64(bytes, type.signed, out, 0, out.length);
			return out;
		}
	}
}

/** Writes `values` back as integers of `type`, which must be signed; 64-bit ones must be safe integers from 0 up. */
export function putIntegers(values: Integers, bytes: Uint8Array, type: IntType): void {
	if (type.bitWidth !== 64) return;
	const words = new Uint32Array(bytes.buffer, bytes.byteOffset, values.length * 2);
	for (let i = 0; i < values.length; i++) {
		words[2 * i] = values[i]!;
		words[2 * i + 1] = values[i]! / 2 ** 32;
	}
}

/**
 * Converts 64-bit integers `start` to `end` to the nearest float64, as Number(bigint) does: both halves are exact, and their
 * sum is rounded once. `out` may lie over the same bytes.
 */
export function convertInt64(
	bytes: Uint8Array,
	signed: boolean,
	out: Float64Array,
	start: number,
	end: number,
): void {
	const low = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
	if (signed) {
		const high = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
		for (let i = start; i < end; i++) out[i] = high[2 * i + 1]! * 4294967296 + low[2 * i]!;
	} else {
		for (let i = start; i < end; i++) out[i] = low[2 * i + 1]! * 4294967296 + low[2 * i]!;
	}
}
