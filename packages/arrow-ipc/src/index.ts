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
export type { DataType, DictionaryType, Field, IntType, Metadata, PlainType, Schema, TimeUnit } from "./data-type";
// Still to be written by whoever implements the package:
//   openArrow(source: ByteSource, options: { format: "file" | "stream"; codecs: Codecs; budgetBytes?: number; signal?: AbortSignal }): Promise<ArrowPayload>
//   createArrowWriter(sink: ByteSink, options: { schema: Schema; format: "file" | "stream"; compression: Compression | null; codecs: Codecs; signal?: AbortSignal }): ArrowWriter
//   ArrowWriter { write(batch: BatchData): Promise<void>; close(): Promise<{ rows: number; bytes: number }> }
//   arrayFrom*(...) builders that orange-table uses to make ArrayData
//   arrowValue(array: ArrayData, row: number): ArrowValue      // any type, for exotic columns
//   @allye/arrow-ipc/apache: toApacheTable(schema, batches), fromApacheTable(table): { schema, batches }
//   @allye/arrow-ipc/portable-codecs: portableCodecs(): Promise<Codecs>
