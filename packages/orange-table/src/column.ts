import type { ContinuousVariable, DiscreteVariable, StringVariable, TimeVariable } from "./variable";

/** Float64 values; NaN is missing. */
export interface NumberColumn {
	readonly variable: ContinuousVariable | TimeVariable;
	readonly length: number;
	readonly values: Float64Array;
}

/** Codes: indices into `variable.values`; -1 is missing. */
export interface CodeColumn {
	readonly variable: DiscreteVariable;
	readonly length: number;
	readonly codes: Int32Array;
}

/**
 * Text, packed: chunks of valid UTF-8 one after another, so that ten million short strings are two arrays and not ten million
 * objects. "" is missing.
 */
export interface TextColumn {
	readonly variable: StringVariable;
	readonly length: number;
	readonly chunks: readonly TextChunk[];
}

/** Some texts of a column, packed: text i is the UTF-8 in `bytes` from offsets[i] to offsets[i + 1]. */
export interface TextChunk {
	readonly length: number;
	/** length + 1 offsets into `bytes`. */
	readonly offsets: Int32Array;
	readonly bytes: Uint8Array;
}

/** One column of an Orange Table; `variable.kind` tells which. */
export type Column = NumberColumn | CodeColumn | TextColumn;
