import type { TextChunk, TextColumn } from "../column";
import type { EncodeKernels } from "./encode-kernels";

/** Rows `start` to `end` as one chunk, whose offsets start at 0: a chunk of the column itself where one is just that. */
export async function copyText(
	column: TextColumn,
	start: number,
	end: number,
	kernels: EncodeKernels,
): Promise<TextChunk> {
	const parts = partsOf(column, start, end);
	const only = parts[0];
	if (
		parts.length === 1 &&
		only!.start === 0 &&
		only!.end === only!.chunk.length &&
		only!.chunk.offsets[0] === 0
	)
		return trimmed(only!.chunk);
	const offsets = new Int32Array(end - start + 1);
	const bytes = new Uint8Array(parts.reduce((sum, part) => sum + byteLength(part), 0));
	let row = 0;
	let at = 0;
	for (const part of parts) {
		const { chunk, start, end } = part;
		const last = row + end - start;
		const from = chunk.offsets.subarray(start, end + 1);
		await kernels.copyTexts(from, chunk.bytes, offsets.subarray(row, last + 1), bytes, at);
		row = last;
		at += byteLength(part);
	}
	return { length: end - start, offsets, bytes };
}

/**
 * The last row, not included, up to which the rows from `start` on, but none from `end` on, have at most `maxBytes` of text; one
 * row at least, where there is one.
 */
export function rowsWithin(column: TextColumn, start: number, end: number, maxBytes: number): number {
	let row = start;
	let left = maxBytes;
	for (const part of partsOf(column, start, end)) {
		const { offsets } = part.chunk;
		const from = offsets[part.start]!;
		if (byteLength(part) > left) {
			const last = row + lastWithin(offsets, part, from + left) - part.start;
			return Math.max(last, start + 1);
		}
		left -= byteLength(part);
		row += part.end - part.start;
	}
	return row;
}

/** The last row of a part whose text, and that of all before, ends at `end` or before. */
function lastWithin(offsets: Int32Array, part: Part, end: number): number {
	let [low, high] = [part.start, part.end];
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (offsets[middle]! <= end) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** Rows `start` to `end` of one chunk. */
interface Part {
	readonly chunk: TextChunk;
	readonly start: number;
	readonly end: number;
}

function partsOf({ chunks }: TextColumn, start: number, end: number): Part[] {
	const parts: Part[] = [];
	let first = 0;
	for (const chunk of chunks) {
		const part = { chunk, start: Math.max(start - first, 0), end: Math.min(end - first, chunk.length) };
		if (part.start < part.end) parts.push(part);
		first += chunk.length;
	}
	return parts;
}

const byteLength = ({ chunk: { offsets }, start, end }: Part): number => offsets[end]! - offsets[start]!;

/** A chunk's arrays may be longer than it needs. */
function trimmed({ length, offsets, bytes }: TextChunk): TextChunk {
	return { length, offsets: offsets.subarray(0, length + 1), bytes: bytes.subarray(0, offsets[length]) };
}
