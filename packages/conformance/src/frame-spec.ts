import type { ExactFloat, ExactInt, ExactValue } from "./exact-value";

/** A pandas DataFrame as JSON: its columns in their order, values and dtypes exact. */
export interface FrameDescription {
	rows: number;
	columns: ColumnSpec[];
}

/** What to make a DataFrame from: a description, or one of Orange's own data sets through table_to_frame. */
export type FrameSpec = { rows?: number; columns: ColumnSpec[] } | { dataset: string };

/** A column of a DataFrame that the testee makes. */
export type ColumnSpec = CategoryColumn | ValueColumn;

/** A pandas Categorical: the categories are a column themselves; code -1 is missing. */
export interface CategoryColumn {
	name: string;
	dtype: "category";
	categories: ValueColumn;
	ordered: boolean;
	codes: number[];
}

/**
 * Any other column. `dtype` is str(dtype) of pandas, and says how the values are written:
 *
 * | dtype | a value | missing |
 * | --- | --- | --- |
 * | float64, float32, float16 | ExactFloat | "nan" |
 * | Float64, Float32 | ExactFloat | null |
 * | int8 … uint64 | ExactInt | – |
 * | Int8 … UInt64 | ExactInt | null |
 * | bool; boolean | boolean | –; null |
 * | string, string[pyarrow], str | text | null |
 * | datetime64[unit], datetime64[unit, zone], timedelta64[unit] | ExactInt, in the unit, since 1970 UTC | null |
 * | period[frequency] | text | null |
 * | interval[type, closed] | [left, right], each ExactFloat or ExactInt | null |
 * | complex128 | [real, imaginary] | "nan" in both |
 * | object | ExactValue | null for None, `{ float: "nan" }` for nan |
 */
export interface ValueColumn {
	name: string;
	dtype: string;
	values: (ExactValue | ExactFloat | ExactInt | [ExactFloat, ExactFloat] | [ExactInt, ExactInt])[];
}
