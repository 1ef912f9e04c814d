import type { VariableKind } from "../variable";
import type { ValueCount } from "./frequent-values";
import type { Histogram } from "./growing-histogram";

/** What a column's values are like. */
export interface ColumnProfile {
	readonly name: string;
	readonly kind: VariableKind;
	/** Rows looked at. */
	readonly rows: number;
	/** Of those, rows without a value; of a String also those with "". */
	readonly missing: number;
	/** Different values, missing ones not counted. */
	readonly distinct: number;
	/** False where there were too many to count them: then `distinct` is an estimate, 1.6 % off on average. */
	readonly distinctIsExact: boolean;
	/** Of numbers, and of times in seconds since 1970 UTC; null where there is none. */
	readonly minimum: number | null;
	readonly maximum: number | null;
	readonly mean: number | null;
	readonly histogram: Histogram | null;
	/** Of categories and text, the most frequent values, at most ten; null for numbers and times. */
	readonly top: readonly ValueCount[] | null;
}
