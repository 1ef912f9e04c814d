import type { TextChunk, TextColumn } from "./column";
import { MAX_CHUNK_BYTES } from "./text-column";

/** The texts at these rows, in their order, in new chunks: one, if it can hold them all. */
export function takeText(column: TextColumn, rows: Uint32Array): TextChunk[] {
	if (rows.length === 0) return [];
	const spans = spansOf(column, rows);
	const byteLength = spans.reduce((sum, span) => sum + textBytes(span, rows), 0);
	if (byteLength <= MAX_CHUNK_BYTES) return [gather(spans, rows, byteLength)];
	const half = rows.length >> 1;
	return [...takeText(column, rows.subarray(0, half)), ...takeText(column, rows.subarray(half))];
}

/** Positions `start` to `end` of the rows, all of which lie in `chunk`, whose first row is `firstRow`. */
interface Span {
	readonly chunk: TextChunk;
	readonly firstRow: number;
	readonly start: number;
	readonly end: number;
}

function spansOf({ chunks }: TextColumn, rows: Uint32Array): Span[] {
	const spans: Span[] = [];
	let at = 0;
	let firstRow = 0;
	for (let start = 0; start < rows.length; ) {
		if (rows[start]! < firstRow) at = firstRow = 0;
		while (rows[start]! >= firstRow + chunks[at]!.length) firstRow += chunks[at++]!.length;
		const chunk = chunks[at]!;
		let end = start + 1;
		while (end < rows.length && rows[end]! >= firstRow && rows[end]! < firstRow + chunk.length) end++;
		spans.push({ chunk, firstRow, start, end });
		start = end;
	}
	return spans;
}

function textBytes({ chunk: { offsets }, firstRow, start, end }: Span, rows: Uint32Array): number {
	let bytes = 0;
	for (let i = start; i < end; i++)
		bytes += offsets[rows[i]! - firstRow + 1]! - offsets[rows[i]! - firstRow]!;
	return bytes;
}

function gather(spans: readonly Span[], rows: Uint32Array, byteLength: number): TextChunk {
	const offsets = new Int32Array(rows.length + 1);
	const bytes = new Uint8Array(byteLength);
	let at = 0;
	for (const { chunk, firstRow, start, end } of spans)
		for (let i = start; i < end; i++) {
			const from = chunk.offsets[rows[i]! - firstRow]!;
			const to = chunk.offsets[rows[i]! - firstRow + 1]!;
			// Byte by byte while that is quicker than making the view that `set` needs.
			if (to - from > 64) bytes.set(chunk.bytes.subarray(from, to), at);
			else for (let byte = from, target = at; byte < to; byte++) bytes[target++] = chunk.bytes[byte]!;
			at += to - from;
			offsets[i + 1] = at;
		}
	return { length: rows.length, offsets, bytes };
}
