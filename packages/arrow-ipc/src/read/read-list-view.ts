import type { BatchReader } from "./batch-reader";
import { integers, putIntegers } from "./integers";
import type { Layout } from "./layout";
import { type Contents, readArray } from "./read-array";

/**
 * List views: an offset and a size a row, in any order, sharing child rows as they like.
 * Source: https://arrow.apache.org/docs/format/Columnar.html#listview-layout
 */
export async function readListView(
	reader: BatchReader,
	layout: Layout,
	start: number,
	end: number,
): Promise<Contents> {
	const bitWidth = layout.field.type.kind === "large_list_view" ? 64 : 32;
	const child = layout.children[0]!;
	const childLength = reader.batch.node(child).length;
	const [offsetBytes, sizes] = await Promise.all([
		reader.values(layout, 1, start, end, bitWidth / 8),
		reader.values(layout, 2, start, end, bitWidth / 8),
	]);
	const type = { kind: "int", bitWidth, signed: true } as const;
	const offsets = integers(offsetBytes, type);
	const lengths = integers(sizes, type);
	let first = childLength;
	let last = 0;
	for (let row = 0; row < offsets.length; row++) {
		const offset = offsets[row]!;
		const length = lengths[row]!;
		if (offset < 0 || length < 0 || length > childLength - offset) {
			throw reader.place(layout).corrupt(`row ${start + row} lies outside its ${childLength} elements`);
		}
		if (length === 0) continue;
		first = Math.min(first, offset);
		last = Math.max(last, offset + length);
	}
	if (last === 0) first = 0;
	for (let row = 0; row < offsets.length; row++)
		offsets[row] = lengths[row] === 0 ? 0 : offsets[row]! - first;
	putIntegers(offsets, offsetBytes, type);
	return { buffers: [offsetBytes, sizes], children: [await readArray(reader, child, first, last)] };
}
