import type { ArrayData } from "../array-data";
import { fixedWidth } from "../byte-width";
import type { DataType } from "../data-type";
import type { BatchReader } from "./batch-reader";
import { checkIndices } from "./check-indices";
import { checkUtf8 } from "./check-utf8";
import type { Layout } from "./layout";
import { readListView } from "./read-list-view";
import { readOffsets } from "./read-offsets";
import { readRunEnds } from "./read-run-ends";
import { readUnion } from "./read-union";
import { readView } from "./read-view";

/** An array without its field, length and missing values: what differs from type to type. */
export type Contents = Partial<Pick<ArrayData, "buffers" | "children" | "dictionary">>;

/** {@link readArray} for a column of a batch (not a child of one), which must have all the batch's rows and no more. */
export async function readColumn(
	reader: BatchReader,
	layout: Layout,
	start: number,
	end: number,
): Promise<ArrayData> {
	reader.column(layout);
	const array = await readArray(reader, layout, start, end);
	await checkIndices(reader, layout, array);
	return array;
}

/**
 * Rows `start` to `end` of a field of one record batch, all of it checked: lengths, offsets, type ids, UTF-8; indices by {@link readColumn}. Of an
 * uncompressed body only the bytes of those rows are read.
 * @throws PAYLOAD_CORRUPT, TYPE_UNSUPPORTED, OUT_OF_MEMORY, ABORTED, and what the source throws
 */
export async function readArray(
	reader: BatchReader,
	layout: Layout,
	start: number,
	end: number,
): Promise<ArrayData> {
	reader.node(layout, end);
	const { field } = layout;
	const length = end - start;
	if (field.type.kind === "null") return arrayOf({}, null, length);
	const hasValidity = field.type.kind !== "union" && field.type.kind !== "run_end_encoded";
	if (!hasValidity && reader.batch.node(layout).nullCount > 0) {
		throw reader.place(layout).corrupt(`a ${field.type.kind} has no missing values of its own`);
	}
	const [{ validity, nullCount }, contents] = await Promise.all([
		hasValidity ? reader.validity(layout, start, end) : { validity: null, nullCount: 0 },
		readContents(reader, layout, start, end),
	]);
	const array = arrayOf(contents, validity, nullCount);
	await checkArray(reader, layout, array);
	return array;

	function arrayOf(contents: Contents, validity: Uint8Array | null, nullCount: number): ArrayData {
		const { buffers = [], children = [], dictionary = null } = contents;
		return { field, length, nullCount, validity, buffers, children, dictionary };
	}
}

async function readContents(
	reader: BatchReader,
	layout: Layout,
	start: number,
	end: number,
): Promise<Contents> {
	const { type } = layout.field;
	const child = layout.children[0]!;
	switch (type.kind) {
		case "bool":
			return { buffers: [await reader.bits(layout, 1, start, end)] };
		case "utf8":
		case "binary":
		case "large_utf8":
		case "large_binary": {
			const { first, last, offsets } = await readOffsets(reader, layout, start, end);
			const bytes = await reader.buffer(layout, 2, { from: first, to: last, whole: null });
			return { buffers: [offsets, bytes] };
		}
		case "list":
		case "map":
		case "large_list": {
			const { first, last, offsets } = await readOffsets(reader, layout, start, end);
			return { buffers: [offsets], children: [await readArray(reader, child, first, last)] };
		}
		case "fixed_size_list": {
			const { listSize } = type;
			return { children: [await readArray(reader, child, start * listSize, end * listSize)] };
		}
		case "struct":
			return {
				children: await Promise.all(layout.children.map((each) => readArray(reader, each, start, end))),
			};
		case "dictionary": {
			const [indices, dictionary] = await Promise.all([
				reader.values(layout, 1, start, end, type.indices.bitWidth / 8),
				reader.dictionaries.values(type.id, reader.located.dictionariesSeen),
			]);
			return { buffers: [indices], dictionary };
		}
		case "utf8_view":
		case "binary_view":
			return readView(reader, layout, start, end);
		case "list_view":
		case "large_list_view":
			return readListView(reader, layout, start, end);
		case "union":
			return readUnion(reader, layout, type, start, end);
		case "run_end_encoded":
			return readRunEnds(reader, layout, start, end);
		default:
			return { buffers: [await reader.values(layout, 1, start, end, fixedWidth(type))] };
	}
}

/** The checks that need to know which rows are present. */
async function checkArray(reader: BatchReader, layout: Layout, array: ArrayData): Promise<void> {
	const type: DataType = array.field.type;
	const place = reader.place(layout);
	if (type.kind === "utf8" || type.kind === "large_utf8") await checkUtf8(array, reader.call, place);
}
