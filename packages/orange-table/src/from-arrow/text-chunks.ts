import type { Utf8Chunk } from "@allye/arrow-ipc";
import type { TextChunk } from "../column";
import type { Pacer } from "./pacer";

/** Text as Orange has it: missing is "". The bytes are shared, not copied, unless a missing row has some. */
export async function textChunks(chunks: readonly Utf8Chunk[], pacer: Pacer): Promise<TextChunk[]> {
	const result: TextChunk[] = [];
	for (const { length, offsets, bytes, validity } of chunks) {
		const hidden = validity !== null && hasHiddenBytes(length, offsets, validity);
		result.push(hidden ? withoutHidden(length, offsets, bytes, validity) : { length, offsets, bytes });
		if (pacer.due()) await pacer.rest();
	}
	return result;
}

const isPresent = (validity: Uint8Array, row: number) => (validity[row >> 3]! & (1 << (row & 7))) !== 0;

/** Arrow allows a missing row to have bytes. */
function hasHiddenBytes(length: number, offsets: Int32Array, validity: Uint8Array): boolean {
	for (let row = 0; row < length; row++) {
		if (offsets[row] !== offsets[row + 1] && !isPresent(validity, row)) return true;
	}
	return false;
}

function withoutHidden(
	length: number,
	offsets: Int32Array,
	bytes: Uint8Array,
	validity: Uint8Array,
): TextChunk {
	const packed = new Uint8Array(bytes.length);
	const ends = new Int32Array(length + 1);
	let at = 0;
	for (let row = 0; row < length; row++) {
		if (isPresent(validity, row)) {
			const value = bytes.subarray(offsets[row], offsets[row + 1]);
			packed.set(value, at);
			at += value.length;
		}
		ends[row + 1] = at;
	}
	return { length, offsets: ends, bytes: packed.slice(0, at) };
}

/**
 * Calls `visit` for each row; `end` is -1 where it is missing. `visit` returns false to stop.
 *
 * @returns whether all rows were visited
 */
export async function eachUtf8(
	chunks: readonly Utf8Chunk[],
	pacer: Pacer,
	visit: (bytes: Uint8Array, start: number, end: number, row: number) => boolean,
): Promise<boolean> {
	let first = 0;
	for (const { length, offsets, bytes, validity } of chunks) {
		for (let i = 0; i < length; i++) {
			if (i % 4096 === 0 && pacer.due()) await pacer.rest();
			const present = validity === null || isPresent(validity, i);
			if (!visit(bytes, offsets[i]!, present ? offsets[i + 1]! : -1, first + i)) return false;
		}
		first += length;
	}
	return true;
}
