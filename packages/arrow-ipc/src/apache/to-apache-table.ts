import * as arrow from "apache-arrow";
import type { ArrayData, BatchData } from "../array-data";
import { offsetWidth } from "../byte-width";
import type { Field, Schema } from "../data-type";
import { numberDictionaries } from "../write/number-dictionaries";
import { offsetsOf } from "../write/offsets";
import { toApacheType } from "./to-apache-type";
import { unifyDictionaries } from "./unify-dictionaries";

/**
 * The batches as a Table of apache-arrow 21, for DuckDB, Arquero, Plot, Perspective and others. It views the batches' own memory.
 *
 * apache-arrow expects one dictionary a column: where the batches' differ (text, binary and fixed-width values), they are merged
 * and the indices written anew. Schema and field metadata are kept; dictionaries are numbered by place, since apache-arrow wants each id
 * once; a map's fields are always called key and value.
 *
 * @throws TYPE_UNSUPPORTED for list views, run-end encoding, and differing dictionaries of nested values
 */
export function toApacheTable(schema: Schema, batches: readonly BatchData[]): arrow.Table {
	const columns = numberDictionaries(schema).fields.map((field, i) =>
		toColumn(
			field,
			batches.map((batch) => batch.columns[i]),
		),
	);
	const fields = columns.map(({ field }) => field);
	const apacheSchema = new arrow.Schema(fields, new Map(schema.metadata));
	const struct = new arrow.Struct(fields);
	const recordBatches = batches.map(({ length }, i) => {
		const children = columns.map(({ data }) => data[i]);
		return new arrow.RecordBatch(
			apacheSchema,
			arrow.makeData({ type: struct, length, nullCount: 0, children }),
		);
	});
	return new arrow.Table(apacheSchema, recordBatches);
}

interface Column {
	readonly field: arrow.Field;
	/** One for each batch. */
	readonly data: arrow.Data[];
}

/** All batches of a column at once, since they must agree on their dictionary and with that on their type. */
function toColumn(field: Field, arrays: readonly ArrayData[]): Column {
	if (field.type.kind === "dictionary") return toDictionaryColumn(field, arrays);
	const children = field.children.map((child, i) =>
		toColumn(
			child,
			arrays.map((array) => array.children[i]),
		),
	);
	const type = toApacheType(
		field,
		children.map((child) => child.field),
	);
	const data = arrays.map((array, i) =>
		toData(
			type,
			array,
			children.map((child) => child.data[i]),
		),
	);
	return { field: toApacheField(field, type), data };
}

function toDictionaryColumn(field: Field, arrays: readonly ArrayData[]): Column {
	if (field.type.kind !== "dictionary") throw new TypeError(field.type.kind);
	const valuesField = { ...field, type: field.type.values };
	const unified = unifyDictionaries(field, arrays);
	const values = toColumn(valuesField, unified.dictionary === null ? [] : [unified.dictionary]);
	const children = values.field.type.children ?? [];
	const type = toApacheType({ ...field, type: { ...field.type, indices: unified.indices } }, children);
	const dictionary = values.data.length === 0 ? undefined : new arrow.Vector(values.data);
	const data = unified.arrays.map((array) => toData(type, array, [], dictionary));
	return { field: toApacheField(field, type), data };
}

const toApacheField = (field: Field, type: arrow.DataType) =>
	new arrow.Field(field.name, type, field.nullable, new Map(field.metadata));

function toData(
	type: arrow.DataType,
	array: ArrayData,
	children: arrow.Data[],
	dictionary?: arrow.Vector,
): arrow.Data {
	const { length, validity } = array;
	const { kind } = array.field.type;
	const [first, second] = array.buffers;
	const width = offsetWidth(array.field.type);
	const nullBitmap = array.nullCount === 0 || validity === null ? undefined : validity;
	let offsets: Int32Array | BigInt64Array | undefined;
	let values: ArrayBufferView | undefined;
	let typeIds: Int8Array | undefined;
	let variadic: readonly Uint8Array[] = [];
	if (width !== null) {
		offsets =
			length === 0 ? new (width === 4 ? Int32Array : BigInt64Array)(1) : offsetsOf(first, width, length + 1);
		values = second;
	} else if (kind === "union") {
		typeIds = new Int8Array(first.buffer, first.byteOffset, length);
		if (second !== undefined) offsets = offsetsOf(second, 4, length) as Int32Array;
	} else if (kind === "utf8_view" || kind === "binary_view") {
		values = first;
		variadic = array.buffers.slice(1);
	} else if (first !== undefined) {
		values = laidOver(first, arrow.DataType.isDictionary(type) ? type.indices.ArrayType : type.ArrayType);
	}
	const buffers = [offsets, values, nullBitmap, typeIds] as ConstructorParameters<typeof arrow.Data>[4];
	const nullCount = kind === "null" ? length : nullBitmap === undefined ? 0 : array.nullCount;
	return new arrow.Data(type, 0, length, nullCount, buffers, children, dictionary, variadic);
}

interface TypedArrayConstructor {
	new (buffer: ArrayBufferLike, byteOffset: number, length: number): ArrayBufferView;
	readonly BYTES_PER_ELEMENT: number;
}

function laidOver(bytes: Uint8Array, Type: TypedArrayConstructor): ArrayBufferView {
	return new Type(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / Type.BYTES_PER_ELEMENT));
}
