export {
	type ArrowWriter,
	type ArrowWriterOptions,
	createArrowWriter,
	preloadArrowWriter,
} from "./arrow-writer";
export { boolArray } from "./build-bool";
export { type DictionaryOptions, dictionaryArray } from "./build-dictionary";
export type { FieldOptions } from "./build-field";
export { float64Array } from "./build-float64";
export { int64Array } from "./build-int64";
export { type TimestampOptions, timestampArray } from "./build-timestamp";
export { utf8Array } from "./build-utf8";
