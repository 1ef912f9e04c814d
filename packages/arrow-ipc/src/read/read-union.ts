import type { DataType } from "../data-type";
import type { BatchReader } from "./batch-reader";
import type { Layout } from "./layout";
import { type Contents, readArray } from "./read-array";

/**
 * Unions: a type id a row, that says which child has its value; in a dense one also an offset into that child, in a sparse
 * one each child has every row. Source: https://arrow.apache.org/docs/format/Columnar.html#union-layout
 */
export async function readUnion(
	reader: BatchReader,
	layout: Layout,
	type: DataType & { kind: "union" },
	start: number,
	end: number,
): Promise<Contents> {
	const place = reader.place(layout);
	const typeIds = await reader.values(layout, 0, start, end, 1);
	const childOf = new Int16Array(256).fill(-1);
	for (const [child, id] of type.typeIds.entries()) childOf[id] = child;
	for (let row = 0; row < typeIds.length; row++) {
		if (childOf[typeIds[row]!] === -1) {
			throw place.corrupt(
				`row ${start + row} has the type id ${typeIds[row]}, which the union does not have`,
			);
		}
	}
	if (type.mode === "sparse") {
		const children = layout.children.map((child) => readArray(reader, child, start, end));
		return { buffers: [typeIds], children: await Promise.all(children) };
	}

	const bytes = await reader.values(layout, 1, start, end, 4);
	const offsets = new Int32Array(bytes.buffer, bytes.byteOffset, typeIds.length);
	const ranges = layout.children.map((child) => {
		const { length } = reader.batch.node(child);
		return { length, first: length, last: 0 };
	});
	for (let row = 0; row < typeIds.length; row++) {
		const range = ranges[childOf[typeIds[row]!]!]!;
		const offset = offsets[row]!;
		if (offset < 0 || offset >= range.length) {
			throw place.corrupt(`row ${start + row} has the offset ${offset} into a child of ${range.length} rows`);
		}
		range.first = Math.min(range.first, offset);
		range.last = Math.max(range.last, offset + 1);
	}
	for (let row = 0; row < typeIds.length; row++) {
		offsets[row]! -= ranges[childOf[typeIds[row]!]!]!.first;
	}
	const children = layout.children.map((child, i) => {
		const { first, last } = ranges[i]!;
		return readArray(reader, child, last === 0 ? 0 : first, last);
	});
	return { buffers: [typeIds, bytes], children: await Promise.all(children) };
}
