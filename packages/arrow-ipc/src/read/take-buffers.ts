import { bitAt, countBits } from "./bits";
import type { Place } from "./place";

/** Bits at these rows. */
export function takeBits(bits: Uint8Array, rows: Uint32Array): Uint8Array {
	const taken = new Uint8Array(Math.ceil(rows.length / 8));
	for (let i = 0; i < rows.length; i++) {
		const row = rows[i]!;
		if ((bits[row >> 3]! >> (row & 7)) & 1) taken[i >> 3]! |= 1 << (i & 7);
	}
	return taken;
}

/** The same of a validity bitmap; null where none of the rows is missing. */
export function takeValidity(bits: Uint8Array, rows: Uint32Array): Uint8Array | null {
	const taken = takeBits(bits, rows);
	return countBits(taken, rows.length) === rows.length ? null : taken;
}

/** Reads 32-bit or 64-bit offsets; all are below 2^53, as the payload's reader has checked. */
export function offsetsOf(bytes: Uint8Array, bitWidth: 32 | 64): (row: number) => number {
	const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
	if (bitWidth === 32) return (row) => words[row]!;
	return (row) => (words[2 * row]! >>> 0) + words[2 * row + 1]! * 2 ** 32;
}

/** Values of `width` bytes each at these rows. */
export function takeFixed(bytes: Uint8Array, width: number, rows: Uint32Array): Uint8Array {
	const taken = new Uint8Array(rows.length * width);
	if (width % 4 === 0) {
		// Word by word: a NaN would lose its payload as a double.
		const words = width / 4;
		const from = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
		const to = new Int32Array(taken.buffer);
		if (words === 2) {
			for (let i = 0; i < rows.length; i++) {
				const at = 2 * rows[i]!;
				to[2 * i] = from[at]!;
				to[2 * i + 1] = from[at + 1]!;
			}
			return taken;
		}
		for (let i = 0; i < rows.length; i++)
			for (let word = 0; word < words; word++) to[words * i + word] = from[words * rows[i]! + word]!;
		return taken;
	}
	for (let i = 0; i < rows.length; i++)
		for (let byte = 0; byte < width; byte++) taken[width * i + byte] = bytes[width * rows[i]! + byte]!;
	return taken;
}

/** int32 offsets and bytes of the values at these rows, none of the missing ones; null where the offsets cannot count the bytes. */
export function takeBytes(
	offsetAt: (row: number) => number,
	bytes: Uint8Array,
	validity: Uint8Array | null,
	rows: Uint32Array,
): [offsets: Uint8Array, bytes: Uint8Array] | null {
	return pack(rows, bytes, (row, found) => {
		const isMissing = validity !== null && !bitAt(validity, row);
		found.start = isMissing ? 0 : offsetAt(row);
		found.end = isMissing ? 0 : offsetAt(row + 1);
	});
}

/**
 * The same of views: 16 bytes each, the length first; up to 12 bytes stand in the view itself, longer ones in a data buffer, whose number
 * and offset are the third and fourth word.
 *
 * Source: https://arrow.apache.org/docs/format/Columnar.html#variable-size-binary-view-layout
 */
export function takeViews(
	[views, ...data]: readonly Uint8Array[],
	validity: Uint8Array | null,
	rows: Uint32Array,
): [offsets: Uint8Array, bytes: Uint8Array] | null {
	const words = new Int32Array(views!.buffer, views!.byteOffset, views!.length >> 2);
	return pack(rows, views!, (row, found) => {
		const length = words[4 * row]!;
		if (validity !== null && !bitAt(validity, row)) {
			found.start = found.end = 0;
			return;
		}
		const isInline = length <= 12;
		found.bytes = isInline ? views! : data[words[4 * row + 2]!]!;
		found.start = isInline ? 16 * row + 4 : words[4 * row + 3]!;
		found.end = found.start + length;
	});
}

interface Found {
	bytes: Uint8Array;
	start: number;
	end: number;
}

function pack(
	rows: Uint32Array,
	bytes: Uint8Array,
	find: (row: number, found: Found) => void,
): [Uint8Array, Uint8Array] | null {
	const found: Found = { bytes, start: 0, end: 0 };
	const ends = new Int32Array(rows.length + 1);
	let length = 0;
	for (let i = 0; i < rows.length; i++) {
		find(rows[i]!, found);
		length += found.end - found.start;
		if (length > 0x7fffffff) return null;
		ends[i + 1] = length;
	}
	const packed = new Uint8Array(length);
	for (let i = 0, at = 0; i < rows.length; i++) {
		find(rows[i]!, found);
		// Byte by byte while that is quicker than making the view that `set` needs.
		if (found.end - found.start > 64) packed.set(found.bytes.subarray(found.start, found.end), at);
		else for (let from = found.start, to = at; from < found.end; from++) packed[to++] = found.bytes[from]!;
		at = ends[i + 1]!;
	}
	return [new Uint8Array(ends.buffer), packed];
}

/** The error for picked rows whose offsets, int32 when they are packed, cannot count their bytes. */
export const tooMuchBytes = (place: Place): Error =>
	place.unsupported("the rows picked hold more than 2 GiB");
