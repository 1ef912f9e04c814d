import type { BatchReader } from "./batch-reader";
import { bitAt } from "./bits";
import type { Layout } from "./layout";
import type { Contents } from "./read-array";
import { yieldTurn } from "./turn";
import { isUtf8 } from "./utf8";

/** Text up to this many bytes stands in the view itself. */
const INLINE = 12;

/**
 * Views of text or bytes, checked.
 *
 * | bytes of a view | short (length <= 12) | long |
 * | --- | --- | --- |
 * | 0-3 | length | length |
 * | 4-7 | bytes, then zeros | the first four bytes |
 * | 8-11 | | number of the data buffer |
 * | 12-15 | | offset in it |
 *
 * Source: https://arrow.apache.org/docs/format/Columnar.html#variable-size-binary-view-layout
 */
export async function readView(
	reader: BatchReader,
	layout: Layout,
	start: number,
	end: number,
): Promise<Contents> {
	const place = reader.place(layout);
	const numbers = Array.from({ length: reader.batch.variadicCount(layout) }, (_, i) => i + 2);
	const [{ validity }, views, ...data] = await Promise.all([
		reader.validity(layout, start, end),
		reader.values(layout, 1, start, end, 16),
		...numbers.map((number) => reader.buffer(layout, number, { from: 0, to: null, whole: null })),
	]);
	const words = new Int32Array(views.buffer, views.byteOffset, views.length >> 2);
	const text = layout.field.type.kind === "utf8_view";
	for (let row = 0; row < end - start; row++) {
		if (row % 4096 === 0) await yieldTurn();
		if (validity !== null && !bitAt(validity, row)) {
			// What a missing row holds is undefined: make it empty, so that nobody need check it again.
			words.fill(0, 4 * row, 4 * row + 4);
			continue;
		}
		const bytes = checkedView(words, views, data, row);
		if (bytes === null) throw place.corrupt(`row ${start + row} points outside the column's data`);
		if (text && !isUtf8(bytes)) throw place.corrupt(`row ${start + row} is not UTF-8`);
	}
	return { buffers: [views, ...data] };
}

/** The bytes of row `row` of checked views. */
export function viewBytes(buffers: readonly Uint8Array[], row: number): Uint8Array {
	const views = buffers[0]!;
	const view = new DataView(views.buffer, views.byteOffset + 16 * row, 16);
	const length = view.getInt32(0, true);
	if (length <= INLINE) return views.subarray(16 * row + 4, 16 * row + 4 + length);
	const offset = view.getInt32(12, true);
	return buffers[1 + view.getInt32(8, true)]!.subarray(offset, offset + length);
}

function checkedView(
	words: Int32Array,
	views: Uint8Array,
	data: Uint8Array[],
	row: number,
): Uint8Array | null {
	const length = words[4 * row]!;
	if (length < 0) return null;
	if (length <= INLINE) return views.subarray(16 * row + 4, 16 * row + 4 + length);
	const buffer = data[words[4 * row + 2]!];
	const offset = words[4 * row + 3]!;
	if (buffer === undefined || offset < 0 || length > buffer.length - offset) return null;
	for (let i = 0; i < 4; i++) if (buffer[offset + i] !== views[16 * row + 4 + i]) return null;
	return buffer.subarray(offset, offset + length);
}
