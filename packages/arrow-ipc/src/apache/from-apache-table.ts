import type * as arrow from "apache-arrow";
import type { ArrayData, BatchData } from "../array-data";
import { byteWidth, offsetWidth } from "../byte-width";
import type { Field, Schema } from "../data-type";
import { sliceBits } from "../write/bits";
import { bytesOf } from "../write/build-field";
import { fromApacheSchema } from "./from-apache-type";
import { gatherValues } from "./gather-values";

/**
 * A Table of apache-arrow (21, or another with the same memory layout) as batches. They view the table's memory; only bitmaps of
 * slices and buffers that do not lie at a multiple of 8 bytes are copied.
 *
 * @throws TYPE_UNSUPPORTED naming a column whose type is not known here
 */
export function fromApacheTable(table: arrow.Table): { schema: Schema; batches: BatchData[] } {
	const schema = fromApacheSchema(table.schema);
	const dictionaries = new Map<arrow.Vector, ArrayData>();
	const batches = table.batches.map((batch) => ({
		length: batch.numRows,
		columns: schema.fields.map((field, i) => fromData(field, batch.data.children[i], dictionaries)),
	}));
	return { schema, batches };
}

function fromData(field: Field, data: arrow.Data, dictionaries: Map<arrow.Vector, ArrayData>): ArrayData {
	const { length } = data;
	const { type } = field;
	const hasBitmap = type.kind !== "null" && type.kind !== "union";
	const nullCount = hasBitmap ? data.nullCount : type.kind === "null" ? length : 0;
	const validity =
		hasBitmap && nullCount > 0 ? aligned(sliceBits(data.nullBitmap, data.offset, length)) : null;
	const dictionary =
		type.kind === "dictionary" ? fromDictionary(field, data.dictionary!, dictionaries) : null;
	const children =
		type.kind === "dictionary"
			? []
			: field.children.map((child, i) => fromData(child, childOf(field, data, i), dictionaries));
	return { field, length, nullCount, validity, buffers: buffersOf(field, data), children, dictionary };
}

/** A struct's child may be longer than it. */
function childOf({ type }: Field, data: arrow.Data, i: number): arrow.Data {
	const child = data.children[i];
	const rows =
		type.kind === "struct" || (type.kind === "union" && type.mode === "sparse")
			? data.length
			: type.kind === "fixed_size_list"
				? data.length * type.listSize
				: child.length;
	return child.length === rows ? child : child.slice(0, rows);
}

// A slice's buffers begin at its first row already, all but bitmaps, which `offset` is for.
function buffersOf({ type }: Field, data: arrow.Data): Uint8Array[] {
	const { length } = data;
	const of = (buffer: ArrayBufferView | undefined, bytes?: number) =>
		aligned(buffer === undefined ? new Uint8Array(0) : bytesOf(buffer).subarray(0, bytes));
	const width = byteWidth(type);
	if (width !== null) return [of(data.values, length * width)];
	if (type.kind === "bool") return [aligned(sliceBits(data.values, data.offset, length))];
	if (type.kind === "utf8_view" || type.kind === "binary_view") {
		return [of(data.values, length * 16), ...data.variadicBuffers.map((buffer) => of(buffer))];
	}
	if (type.kind === "union") {
		const ids = of(data.typeIds, length);
		return type.mode === "dense" ? [ids, of(data.valueOffsets, length * 4)] : [ids];
	}
	const offset = offsetWidth(type);
	if (offset === null) return [];
	const offsets = of(data.valueOffsets, (length + 1) * offset);
	return type.kind.endsWith("list") || type.kind === "map" ? [offsets] : [offsets, of(data.values)];
}

/** apache-arrow keeps a dictionary that grew in chunks. */
function fromDictionary(field: Field, vector: arrow.Vector, known: Map<arrow.Vector, ArrayData>): ArrayData {
	const found = known.get(vector);
	if (found !== undefined) return found;
	if (field.type.kind !== "dictionary") throw new TypeError(field.type.kind);
	const values = { ...field, type: field.type.values };
	const chunks = vector.data.map((chunk) => fromData(values, chunk, known));
	const dictionary =
		chunks.length === 1
			? chunks[0]
			: gatherValues(
					chunks[0],
					chunks.flatMap((array) => Array.from({ length: array.length }, (_, row) => ({ array, row }))),
				);
	known.set(vector, dictionary);
	return dictionary;
}

const aligned = (bytes: Uint8Array) => (bytes.byteOffset % 8 === 0 ? bytes : bytes.slice());
