export type { ArrayData, BatchData } from "./array-data";
export type {
	ArrowColumn,
	ArrowPayload,
	CodedColumn,
	DecodeOptions,
	NumberData,
	PickedRows,
	PlaceKeepingPayload,
	Recode,
	RowRange,
	Utf8Chunk,
} from "./arrow-payload";
export { type ArrowValue, arrowValue } from "./arrow-value";
export { fixedWidth } from "./byte-width";
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
export type { Kernels, LoadedText, NumberKind, TextTable } from "./kernels";
export { codesOfText } from "./read/codes-of-text";
export { type OpenArrowOptions, openArrow } from "./read/open-arrow";
export type { RangeDecodersOptions } from "./read/range-decoders";
export { isNumeric } from "./read/read-float64";
export { takenField } from "./read/take-array";
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
	preloadArrowWriter,
	type TimestampOptions,
	timestampArray,
	utf8Array,
} from "./write";
