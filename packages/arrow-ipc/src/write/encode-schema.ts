import { DictionaryEncoding } from "apache-arrow/fb/dictionary-encoding";
import { Endianness } from "apache-arrow/fb/endianness";
import { Field as FbField } from "apache-arrow/fb/field";
import { Int } from "apache-arrow/fb/int";
import { KeyValue } from "apache-arrow/fb/key-value";
import { Schema as FbSchema } from "apache-arrow/fb/schema";
import type { Builder, Offset } from "flatbuffers";
import type { DictionaryType, Field, Metadata, Schema } from "../data-type";
import { encodeType } from "./encode-type";

/**
 * Writes a Schema table. Source: Schema.fbs
 *
 * @throws TYPE_UNSUPPORTED naming the column and its type
 */
export function encodeSchema(b: Builder, schema: Schema): Offset {
	const fields = FbSchema.createFieldsVector(
		b,
		schema.fields.map((field) => encodeField(b, field)),
	);
	const metadata = encodeMetadata(b, schema.metadata);
	return FbSchema.createSchema(b, Endianness.Little, fields, metadata, 0);
}

function encodeField(b: Builder, field: Field): Offset {
	const { type } = field;
	const children = FbField.createChildrenVector(
		b,
		field.children.map((child) => encodeField(b, child)),
	);
	const metadata = encodeMetadata(b, field.metadata);
	const dictionary = type.kind === "dictionary" ? encodeDictionary(b, type) : 0;
	const encoded = encodeType(b, type, field.name);
	const name = b.createString(field.name);
	FbField.startField(b);
	FbField.addName(b, name);
	FbField.addNullable(b, field.nullable);
	FbField.addTypeType(b, encoded.tag);
	FbField.addType(b, encoded.offset);
	if (dictionary !== 0) FbField.addDictionary(b, dictionary);
	FbField.addChildren(b, children);
	if (metadata !== 0) FbField.addCustomMetadata(b, metadata);
	return FbField.endField(b);
}

function encodeDictionary(b: Builder, type: DictionaryType): Offset {
	const indices = Int.createInt(b, type.indices.bitWidth, type.indices.signed);
	DictionaryEncoding.startDictionaryEncoding(b);
	DictionaryEncoding.addId(b, BigInt(type.id));
	DictionaryEncoding.addIndexType(b, indices);
	DictionaryEncoding.addIsOrdered(b, type.ordered);
	return DictionaryEncoding.endDictionaryEncoding(b);
}

/** 0, flatbuffers' "absent", where there is none. */
function encodeMetadata(b: Builder, metadata: Metadata): Offset {
	if (metadata.size === 0) return 0;
	const pairs = Array.from(metadata, ([key, value]) =>
		KeyValue.createKeyValue(b, b.createString(key), b.createString(value)),
	);
	return FbSchema.createCustomMetadataVector(b, pairs);
}
