import type { DataType, Field, IntType, Metadata, Schema } from "../data-type";
import type { FlatTable } from "./flatbuffer";
import { readType } from "./read-type";

/** Nesting beyond this is refused, so that no recursion over a schema can exhaust the stack. */
const MAX_DEPTH = 64;

/** Slots of the tables read here. Source: Arrow format, Schema.fbs. */
const SCHEMA = { endianness: 0, fields: 1, customMetadata: 2 };
const FIELD = { name: 0, nullable: 1, typeType: 2, type: 3, dictionary: 4, children: 5, customMetadata: 6 };
const DICTIONARY_ENCODING = { id: 0, indexType: 1, isOrdered: 2, dictionaryKind: 3 };
const KEY_VALUE = { key: 0, value: 1 };

/** @throws PAYLOAD_CORRUPT; TYPE_UNSUPPORTED for big-endian data and types of a later Arrow. */
export function readSchema(table: FlatTable): Schema {
	if (table.int16(SCHEMA.endianness) !== 0) throw table.buffer.place.unsupported("the data is big-endian");
	const fields = table.tables(SCHEMA.fields, (field) => readField(field, 1));
	return { fields, metadata: readMetadata(table, SCHEMA.customMetadata) };
}

/** A vector of KeyValue tables as a map. */
export function readMetadata(table: FlatTable, slot: number): Metadata {
	const metadata = new Map<string, string>();
	table.tables(slot, (pair) =>
		metadata.set(pair.string(KEY_VALUE.key) ?? "", pair.string(KEY_VALUE.value) ?? ""),
	);
	return metadata;
}

function readField(table: FlatTable, depth: number): Field {
	const name = table.string(FIELD.name) ?? "";
	const place = table.buffer.place.column(name);
	if (depth > MAX_DEPTH) throw place.corrupt(`it is nested more than ${MAX_DEPTH} levels deep`);
	const type = readType(table.int8(FIELD.typeType), table.table(FIELD.type), place);
	const children = table.tables(FIELD.children, (child) => readField(child, depth + 1));
	const wanted = childCount(type);
	if (wanted === null ? false : children.length !== wanted) {
		throw place.corrupt(`a ${type.kind} has ${wanted} children, here are ${children.length}`);
	}
	if (type.kind === "map") {
		const [entries] = children;
		if (entries?.type.kind !== "struct" || entries.children.length !== 2) {
			throw place.corrupt("the entries of a map are not pairs of key and value");
		}
	}
	if (type.kind === "run_end_encoded" && !isRunEndType(children[0]!.type)) {
		throw place.corrupt("run ends must be int16, int32 or int64");
	}
	if (type.kind === "union" && type.typeIds.length === 0) {
		// Absent ids mean that the children are counted. Source: Schema.fbs, table Union.
		return fieldOf({ ...type, typeIds: children.map((_, index) => index) });
	}
	if (type.kind === "union" && type.typeIds.length !== children.length) {
		throw place.corrupt("a union needs one type id for each child");
	}
	return fieldOf(type);

	function fieldOf(type: DataType): Field {
		const dictionary = table.table(FIELD.dictionary);
		return {
			name,
			type: dictionary === null ? type : dictionaryType(dictionary, type),
			nullable: table.bool(FIELD.nullable),
			children,
			metadata: readMetadata(table, FIELD.customMetadata),
		};
	}

	function dictionaryType(encoding: FlatTable, values: DataType): DataType {
		if (encoding.int16(DICTIONARY_ENCODING.dictionaryKind) !== 0) {
			throw place.unsupported("it has an unknown kind of dictionary");
		}
		const indexTable = encoding.table(DICTIONARY_ENCODING.indexType);
		const indices: IntType =
			indexTable === null
				? { kind: "int", bitWidth: 32, signed: true }
				: (readType(INT, indexTable, place) as IntType);
		const id = encoding.int64(DICTIONARY_ENCODING.id);
		return { kind: "dictionary", id, indices, ordered: encoding.bool(DICTIONARY_ENCODING.isOrdered), values };
	}
}

/** Type.Int in Schema.fbs. */
const INT = 2;

/** How many children a type has; null where any number may be. */
function childCount(type: DataType): number | null {
	switch (type.kind) {
		case "struct":
		case "union":
			return null;
		case "list":
		case "large_list":
		case "list_view":
		case "large_list_view":
		case "fixed_size_list":
		case "map":
			return 1;
		case "run_end_encoded":
			return 2;
		default:
			return 0;
	}
}

function isRunEndType(type: DataType): boolean {
	return type.kind === "int" && type.signed && type.bitWidth !== 8;
}
