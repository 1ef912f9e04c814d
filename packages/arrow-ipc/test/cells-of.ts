import type { ArrayData } from "../src";

/**
 * The rows of an array as JSON, to compare with pyarrow's (pyarrow_peer.py, `cells`). Written row by row, apart from the code under test.
 *
 * | type | a cell |
 * | --- | --- |
 * | fixed width, binary | its bytes in hex |
 * | bool, text | itself |
 * | list, map, struct | an array of cells |
 * | union | type id and cell |
 * | dictionary | the cell of its value |
 */
export function cellsOf(array: ArrayData): unknown[] {
	return Array.from({ length: array.length }, (_, row) => cellOf(array, row));
}

function cellOf(array: ArrayData, row: number): unknown {
	const { type } = array.field;
	if (type.kind === "null" || (array.validity && !bit(array.validity, row))) return null;
	const [first, second] = array.buffers;
	const range = (child: ArrayData, start: number, end: number) =>
		Array.from({ length: end - start }, (_, i) => cellOf(child, start + i));
	switch (type.kind) {
		case "bool":
			return bit(first, row);
		case "utf8":
		case "large_utf8":
			return new TextDecoder("utf-8", { ignoreBOM: true }).decode(second.subarray(...bounds(array, row)));
		case "binary":
		case "large_binary":
			return hex(second.subarray(...bounds(array, row)));
		case "utf8_view":
			return new TextDecoder("utf-8", { ignoreBOM: true }).decode(view(array, row));
		case "binary_view":
			return hex(view(array, row));
		case "list":
		case "large_list":
		case "map":
			return range(array.children[0], ...bounds(array, row));
		case "fixed_size_list":
			return range(array.children[0], row * type.listSize, (row + 1) * type.listSize);
		case "struct":
			return array.children.map((child) => cellOf(child, row));
		case "union": {
			const id = new Int8Array(first.buffer, first.byteOffset)[row];
			const child = array.children[type.typeIds.indexOf(id)];
			const at =
				type.mode === "dense" ? new DataView(second.buffer, second.byteOffset).getInt32(row * 4, true) : row;
			return [id, cellOf(child, at)];
		}
		case "dictionary":
			return cellOf(array.dictionary!, index(first, type.indices.bitWidth / 8, row));
		default: {
			const width = widthOf(array);
			return hex(first.subarray(row * width, (row + 1) * width));
		}
	}
}

function widthOf({ field: { type } }: ArrayData): number {
	if ("bitWidth" in type) return type.bitWidth / 8;
	if (type.kind === "fixed_size_binary") return type.byteWidth;
	if (type.kind === "date") return type.unit === "day" ? 4 : 8;
	if (type.kind === "interval") return { year_month: 4, day_time: 8, month_day_nano: 16 }[type.unit];
	return 8;
}

function bounds(array: ArrayData, row: number): [number, number] {
	const wide = array.field.type.kind.startsWith("large_");
	const buffer = array.buffers[0];
	const data = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
	const at = (i: number) => (wide ? Number(data.getBigInt64(i * 8, true)) : data.getInt32(i * 4, true));
	return [at(row), at(row + 1)];
}

function view(array: ArrayData, row: number): Uint8Array {
	const [views, ...data] = array.buffers;
	const fields = new DataView(views.buffer, views.byteOffset + row * 16, 16);
	const length = fields.getInt32(0, true);
	if (length <= 12) return views.subarray(row * 16 + 4, row * 16 + 4 + length);
	const start = fields.getInt32(12, true);
	return data[fields.getInt32(8, true)].subarray(start, start + length);
}

function index(buffer: Uint8Array, width: number, row: number): number {
	const data = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
	if (width === 1) return data.getUint8(row);
	if (width === 2) return data.getUint16(row * 2, true);
	return width === 4 ? data.getUint32(row * 4, true) : Number(data.getBigUint64(row * 8, true));
}

const bit = (bits: Uint8Array, i: number) => ((bits[i >> 3] >> (i & 7)) & 1) === 1;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
