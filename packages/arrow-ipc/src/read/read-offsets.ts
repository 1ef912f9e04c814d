import type { BatchReader } from "./batch-reader";
import type { Layout } from "./layout";
import type { Place } from "./place";
import { yieldTurn } from "./turn";

/** Offsets looked at between two looks at the clock. */
const PIECE = 1 << 18;

/** Offsets of some rows into bytes or into a child. */
export interface Offsets {
	/** The range of bytes or child rows that the rows cover. */
	readonly first: number;
	readonly last: number;
	/** One more than there are rows, rising from 0: int32, or int64 for the large types. */
	readonly offsets: Uint8Array;
}

/** The offsets of rows `start` to `end`, checked to rise, moved so that they begin at 0. */
export async function readOffsets(
	reader: BatchReader,
	layout: Layout,
	start: number,
	end: number,
): Promise<Offsets> {
	const large = layout.field.type.kind.startsWith("large_");
	const width = large ? 8 : 4;
	const place = reader.place(layout);
	// A field without rows may leave out even the one offset. Source: Columnar.html, "Variable-size Binary Layout".
	if (start === end) return { first: 0, last: 0, offsets: reader.call.allocate(width, place) };
	const { length } = reader.batch.node(layout);
	const range = { from: start * width, to: (end + 1) * width, whole: (length + 1) * width };
	const bytes = await reader.buffer(layout, 1, range);
	const kernels = reader.call.kernelsFor(end - start);
	if (kernels !== null) {
		const first = offsetAt(bytes, 0, width);
		const rebase = () => kernels.rebaseOffsets(bytes, width);
		const rising = await reader.call.run(place, bytes.length, rebase);
		const last = first + offsetAt(bytes, end - start, width);
		if (!rising || last > Number.MAX_SAFE_INTEGER) throw place.corrupt("its offsets do not rise");
		return { first, last, offsets: bytes };
	}
	const { first, last } = await (large ? rebase64(bytes, place) : rebase32(bytes, place));
	return { first, last, offsets: bytes };
}

/** Offset `index`, as near as a number comes. */
function offsetAt(bytes: Uint8Array, index: number, width: 4 | 8): number {
	const view = new DataView(bytes.buffer, bytes.byteOffset + index * width, width);
	return width === 4 ? view.getInt32(0, true) : view.getInt32(4, true) * 2 ** 32 + view.getUint32(0, true);
}

async function rebase32(bytes: Uint8Array, place: Place): Promise<{ first: number; last: number }> {
	const offsets = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
	const first = offsets[0]!;
	let last = first;
	let rising = first >= 0;
	for (let start = 0; start < offsets.length; start += PIECE) {
		const end = Math.min(offsets.length, start + PIECE);
		for (let i = start; i < end; i++) {
			const offset = offsets[i]!;
			rising &&= offset >= last;
			last = offset;
			offsets[i] = offset - first;
		}
		await yieldTurn();
	}
	if (!rising) throw place.corrupt("its offsets do not rise");
	return { first, last };
}

async function rebase64(bytes: Uint8Array, place: Place): Promise<{ first: number; last: number }> {
	const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
	const first = words[1]! * 2 ** 32 + words[0]!;
	let last = first;
	let rising = true;
	for (let start = 0; start < words.length; start += PIECE) {
		const end = Math.min(words.length, start + PIECE);
		for (let i = start; i < end; i += 2) {
			const offset = words[i + 1]! * 2 ** 32 + words[i]!;
			rising &&= offset >= last;
			last = offset;
			words[i] = offset - first;
			words[i + 1] = (offset - first) / 2 ** 32;
		}
		await yieldTurn();
	}
	// Read as unsigned: a negative offset is one past 2^63 here.
	if (!rising || last > Number.MAX_SAFE_INTEGER) throw place.corrupt("its offsets do not rise");
	return { first, last };
}
