import type { Column, TextChunk, TextColumn } from "./column";
import { MAX_CHUNK_BYTES } from "./text-column";

/** The rows of a column at these indices, in their order, in new memory. The indices must be rows of the column. */
export function takeRows(column: Column, rows: Uint32Array): Column {
	const length = rows.length;
	if ("chunks" in column) return { variable: column.variable, length, chunks: takeText(column, rows) };
	if ("codes" in column) {
		const codes = new Int32Array(length);
		for (let i = 0; i < length; i++) codes[i] = column.codes[rows[i]!]!;
		return { variable: column.variable, length, codes };
	}
	const values = new Float64Array(length);
	for (let i = 0; i < length; i++) values[i] = column.values[rows[i]!]!;
	return { variable: column.variable, length, values };
}

function takeText(column: TextColumn, rows: Uint32Array): TextChunk[] {
	const locate = rowLocator(column);
	const taken: TextChunk[] = [];
	for (let start = 0; start < rows.length; ) {
		const chunk = takeChunk(locate, rows, start);
		taken.push(chunk);
		start += chunk.length;
	}
	return taken;
}

/** As many of the rows as one chunk can hold. */
function takeChunk(locate: (row: number) => TextSpan, rows: Uint32Array, first: number): TextChunk {
	let byteLength = 0;
	let end = first;
	const lengths = new Int32Array(rows.length - first);
	for (; end < rows.length; end++) {
		const span = locate(rows[end]!);
		const length = span.end - span.start;
		if (byteLength + length > MAX_CHUNK_BYTES) break;
		lengths[end - first] = length;
		byteLength += length;
	}
	const offsets = new Int32Array(end - first + 1);
	const bytes = new Uint8Array(byteLength);
	for (let i = first, at = 0; i < end; i++) {
		const span = locate(rows[i]!);
		copyBytes(span, bytes, at);
		at += lengths[i - first]!;
		offsets[i - first + 1] = at;
	}
	return { length: end - first, offsets, bytes };
}

/** Where one text lies. One object is used again and again. */
interface TextSpan {
	bytes: Uint8Array;
	start: number;
	end: number;
}

/** Finds the text of a row, quickest where it lies in the chunk that the row before it was in. */
function rowLocator({ chunks }: TextColumn): (row: number) => TextSpan {
	const starts: number[] = [];
	let total = 0;
	for (const chunk of chunks) {
		starts.push(total);
		total += chunk.length;
	}
	const span: TextSpan = { bytes: new Uint8Array(), start: 0, end: 0 };
	let at = 0;
	return (row) => {
		if (row < starts[at]!) at = 0;
		while (row >= starts[at]! + chunks[at]!.length) at++;
		const { offsets, bytes } = chunks[at]!;
		span.bytes = bytes;
		span.start = offsets[row - starts[at]!]!;
		span.end = offsets[row - starts[at]! + 1]!;
		return span;
	};
}

/** Byte by byte while that is quicker than making the views that `set` needs. */
function copyBytes({ bytes, start, end }: TextSpan, target: Uint8Array, at: number): void {
	if (end - start > 64) target.set(bytes.subarray(start, end), at);
	else for (let i = start, j = at; i < end; i++, j++) target[j] = bytes[i]!;
}
