import type { TextChunk, TextColumn } from "./column";
import { checkUnicode, invalidArgument, quote } from "./invalid-argument";
import type { StringVariable } from "./variable";

/** Bytes a chunk may have: its offsets are int32. */
export const MAX_CHUNK_BYTES = 2 ** 31 - 1;

/** A BOM is text too, so the decoder must not eat it. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** Packs texts into a column; null and "" are missing. @throws INVALID_ARGUMENT for half a surrogate pair */
export function textColumn(variable: StringVariable, texts: readonly (string | null)[]): TextColumn {
	const chunks: TextChunk[] = [];
	let start = 0;
	while (start < texts.length) {
		const chunk = packTexts(variable.name, texts, start);
		chunks.push(chunk);
		start += chunk.length;
	}
	return { variable, length: texts.length, chunks };
}

function packTexts(name: string, texts: readonly (string | null)[], start: number): TextChunk {
	const offsets = new Int32Array(texts.length - start + 1);
	let bytes = new Uint8Array(1024);
	let used = 0;
	let length = 0;
	for (; start + length < texts.length; length++) {
		const text = texts[start + length] ?? "";
		// A UTF-16 unit takes at most three bytes of UTF-8.
		const most = text.length * 3;
		if (most > MAX_CHUNK_BYTES)
			throw invalidArgument(`Row ${start + length} of ${quote(name)} is longer than 700 million characters.`);
		if (used + most > MAX_CHUNK_BYTES) break;
		if (used + most > bytes.length) bytes = grown(bytes, used + most);
		const before = used;
		used = writeText(text, bytes, used);
		// More bytes than units: not ASCII, so it may have half a surrogate pair, which UTF-8 cannot hold.
		if (used - before > text.length) checkUnicode(text, `Row ${start + length} of ${quote(name)}`);
		offsets[length + 1] = used;
	}
	return { length, offsets: offsets.slice(0, length + 1), bytes: bytes.slice(0, used) };
}

/** Writes at `start` and returns where it ended. */
function writeText(text: string, bytes: Uint8Array, start: number): number {
	let end = start;
	// ASCII unit by unit while that is quicker than making the view that the encoder needs.
	if (text.length <= 64) {
		for (let i = 0; i < text.length; i++) {
			const unit = text.charCodeAt(i);
			if (unit > 0x7f) break;
			bytes[end++] = unit;
		}
		if (end - start === text.length) return end;
	}
	return start + encoder.encodeInto(text, bytes.subarray(start)).written;
}

function grown(bytes: Uint8Array, needed: number): Uint8Array<ArrayBuffer> {
	const larger = new Uint8Array(Math.max(needed, bytes.length * 2));
	larger.set(bytes);
	return larger;
}

/** The text of one row; "" is missing. @throws INVALID_ARGUMENT outside of the column */
export function textAt(column: TextColumn, row: number): string {
	let start = 0;
	for (const chunk of column.chunks) {
		if (row >= start && row < start + chunk.length) return textOf(chunk, row - start);
		start += chunk.length;
	}
	throw invalidArgument(
		`Row ${row} is outside of ${quote(column.variable.name)}, which has ${column.length} rows.`,
	);
}

/** The texts of rows `start` to `end`, `end` not included; "" is missing. */
export function* textValues(column: TextColumn, start = 0, end = column.length): Generator<string> {
	let first = 0;
	for (const chunk of column.chunks) {
		const last = Math.min(end - first, chunk.length);
		for (let row = Math.max(start - first, 0); row < last; row++) yield textOf(chunk, row);
		first += chunk.length;
	}
}

function textOf({ offsets, bytes }: TextChunk, row: number): string {
	const start = offsets[row]!;
	const end = offsets[row + 1]!;
	return shortAscii(bytes, start, end) ?? decoder.decode(bytes.subarray(start, end));
}

/** Text of a few ASCII characters, for which a decoder is slow; else null. */
function shortAscii(bytes: Uint8Array, start: number, end: number): string | null {
	if (end - start > 32) return null;
	let text = "";
	for (let at = start; at < end; at++) {
		if (bytes[at]! > 0x7f) return null;
		text += String.fromCharCode(bytes[at]!);
	}
	return text;
}
