import type { ArrayData } from "../array-data";
import type { BatchReader, SomeRows } from "./batch-reader";
import type { Layout } from "./layout";
import { readColumn } from "./read-array";
import { takeArray } from "./take-array";

/** {@link readColumn} for rows of which some may be picked: these alone, packed. */
export async function readRows(
	reader: BatchReader,
	layout: Layout,
	{ start, end, picked }: SomeRows,
): Promise<ArrayData> {
	const array = await readColumn(reader, layout, start, end);
	return picked === null ? array : takeArray(array, picked, reader.place(layout));
}
