import type { ArrayData } from "../array-data";
import type { Utf8Chunk } from "../arrow-payload";
import type { DataType } from "../data-type";
import type { BatchReader, SomeRows } from "./batch-reader";
import { bitAt } from "./bits";
import { checkUtf8Rows } from "./check-utf8";
import { integers } from "./integers";
import type { Layout } from "./layout";
import { packText } from "./pack-text";
import { readArray } from "./read-array";
import { readOffsets } from "./read-offsets";
import { readRows } from "./read-rows";
import { viewBytes } from "./read-view";
import { offsetsOf, takeBytes, takeValidity, tooMuchBytes } from "./take-buffers";

/** Offsets of a chunk are int32. */
const CHUNK_BYTES = 0x7fffffff;

/** Whether a column of this type is text, or a dictionary of text. */
export function isText(type: DataType): boolean {
	if (type.kind === "dictionary") return isText(type.values);
	return type.kind === "utf8" || type.kind === "large_utf8" || type.kind === "utf8_view";
}

/**
 * Rows of a text column, as chunks of less than 2 GiB; of picked ones by one kernel where there is one.
 *
 * @param checked false where the caller checks each distinct value himself, so that not every row need be
 */
export async function readText(
	reader: BatchReader,
	layout: Layout,
	rows: SomeRows,
	checked: boolean,
): Promise<Utf8Chunk[]> {
	reader.column(layout);
	const { type } = layout.field;
	if (rows.picked !== null && type.kind !== "dictionary") return [await pickText(reader, layout, rows)];
	const { start, end } = rows;
	if (type.kind === "utf8_view") {
		const array = await readArray(reader, layout, start, end);
		return packText(
			array.length,
			array.validity,
			(row) => viewBytes(array.buffers, row),
			reader.call,
			reader.place(layout),
		);
	}
	if (type.kind === "dictionary") {
		const array = await readRows(reader, layout, rows);
		const indices = integers(array.buffers[0]!, type.indices);
		const valueAt = textAt(array.dictionary!);
		return packText(
			array.length,
			array.validity,
			(row) => valueAt(indices[row]!),
			reader.call,
			reader.place(layout),
		);
	}
	const [{ validity }, { first, offsets: offsetBytes }] = await Promise.all([
		reader.validity(layout, start, end),
		readOffsets(reader, layout, start, end),
	]);
	const bitWidth = type.kind === "large_utf8" ? 64 : 32;
	const offsets = integers(offsetBytes, { kind: "int", bitWidth, signed: true });
	const chunks: Utf8Chunk[] = [];
	for (let from = 0; from < end - start || chunks.length === 0; ) {
		const to = chunkEnd(from);
		const base = offsets[from]!;
		const range = { from: first + base, to: first + offsets[to]!, whole: null };
		const bytes = await reader.buffer(layout, 2, range);
		const chunk = {
			length: to - from,
			offsets:
				offsets instanceof Int32Array
					? offsets
					: Int32Array.from(offsets.subarray(from, to + 1), (o) => o - base),
			bytes,
			validity: from === 0 ? validity : sliceBits(validity, from, to),
		};
		if (checked) await checkUtf8Rows(chunk.offsets, bytes, chunk.validity, reader.call, reader.place(layout));
		chunks.push(chunk);
		from = to;
	}
	return chunks;

	/** The last row that still fits a chunk which begins at row `from`. */
	function chunkEnd(from: number): number {
		if (offsets[end - start]! - offsets[from]! <= CHUNK_BYTES) return end - start;
		let to = from + 1;
		while (offsets[to + 1]! - offsets[from]! <= CHUNK_BYTES) to++;
		if (offsets[to]! - offsets[from]! > CHUNK_BYTES)
			throw reader.place(layout).unsupported("it has one text over 2 GiB");
		return to;
	}
}

/** Picked rows of text, as one chunk. */
async function pickText(reader: BatchReader, layout: Layout, rows: SomeRows): Promise<Utf8Chunk> {
	const { start, end } = rows;
	const picked = rows.picked!;
	const { length } = picked;
	const { kind } = layout.field.type;
	const place = reader.place(layout);
	if (kind === "utf8_view") {
		const { buffers, validity } = await readRows(reader, layout, rows);
		return { length, offsets: int32Of(buffers[0]!), bytes: buffers[1]!, validity };
	}
	const loaded = reader.load(layout, 3, rows, (kernels, column) =>
		kernels.loadUtf8(column, kind === "large_utf8" ? 8 : 4),
	);
	if (loaded !== null) {
		const text = await loaded;
		if (text === null) throw tooMuchBytes(place);
		return { length, ...text };
	}
	const [all, { first, last, offsets: offsetBytes }] = await Promise.all([
		reader.validity(layout, start, end),
		readOffsets(reader, layout, start, end),
	]);
	const allBytes = await reader.buffer(layout, 2, { from: first, to: last, whole: null });
	const taken = takeBytes(
		offsetsOf(offsetBytes, kind === "large_utf8" ? 64 : 32),
		allBytes,
		all.validity,
		picked,
	);
	if (taken === null) throw tooMuchBytes(place);
	const [offsets, bytes] = [int32Of(taken[0]), taken[1]];
	// Each has its own bytes and the missing ones none: so all are valid, or a row is to be named.
	await checkUtf8Rows(offsets, bytes, null, reader.call, place);
	return { length, offsets, bytes, validity: all.validity && takeValidity(all.validity, picked) };
}

const int32Of = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
	new Int32Array(buffer, byteOffset, byteLength / 4);

/** Finds the bytes of a checked text array's row; null where it is missing. */
export function textAt(array: ArrayData): (row: number) => Uint8Array | null {
	const { type } = array.field;
	const { validity, buffers } = array;
	if (type.kind === "utf8_view") return (row) => (isMissing(row) ? null : viewBytes(buffers, row));
	const bitWidth = type.kind === "large_utf8" ? 64 : 32;
	const offsets = integers(buffers[0]!, { kind: "int", bitWidth, signed: true });
	return (row) => (isMissing(row) ? null : buffers[1]!.subarray(offsets[row]!, offsets[row + 1]!));

	function isMissing(row: number): boolean {
		return validity !== null && !bitAt(validity, row);
	}
}

function sliceBits(bits: Uint8Array | null, from: number, to: number): Uint8Array | null {
	if (bits === null) return null;
	const sliced = new Uint8Array(Math.ceil((to - from) / 8));
	for (let i = from; i < to; i++) if (bitAt(bits, i)) sliced[(i - from) >> 3]! |= 1 << ((i - from) & 7);
	return sliced;
}
