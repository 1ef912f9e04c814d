export type { ArrayData, BatchData } from "./array-data";
export type {
	ArrowColumn,
	ArrowPayload,
	CodedColumn,
	DecodeOptions,
	RowRange,
	Utf8Chunk,
} from "./arrow-payload";
export type { Codecs, Compression } from "./codecs";
export type {
	DataType,
	DictionaryType,
	Field,
	IntType,
	Metadata,
	PlainType,
	Schema,
	TimeUnit,
} from "./data-type";
export {
	type ArrowWriter,
	type ArrowWriterOptions,
	boolArray,
	createArrowWriter,
	type DictionaryOptions,
	dictionaryArray,
	type FieldOptions,
	float64Array,
	int64Array,
	type TimestampOptions,
	timestampArray,
	utf8Array,
} from "./write";
// Still to be written by whoever implements the package:
//   openArrow(source: ByteSource, options: { format: "file" | "stream"; codecs: Codecs; budgetBytes?: number; signal?: AbortSignal }): Promise<ArrowPayload>
//   arrowValue(array: ArrayData, row: number): ArrowValue      // any type, for exotic columns
//   @allye/arrow-ipc/apache: toApacheTable(schema, batches), fromApacheTable(table): { schema, batches }
//   @allye/arrow-ipc/portable-codecs: portableCodecs(): Promise<Codecs>
