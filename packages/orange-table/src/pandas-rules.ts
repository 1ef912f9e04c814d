import type { DataType, Field } from "@allye/arrow-ipc";
import type { PandasColumn, PandasMetadata } from "./pandas-metadata";

/** What decides how one Arrow column is read, apart from its values. */
export interface ColumnFacts {
	readonly field: Field;
	/** What the sender's pandas said of it; null where there is no pandas metadata. */
	readonly pandas: PandasColumn | null;
	/** At least one value is missing. Python makes int64 with missing values float64, and bool object. */
	readonly hasNulls: boolean;
}

/**
 * What becomes of a column's values on the way to Orange.
 *
 * | conversion | Orange variable | how |
 * | --- | --- | --- |
 * | number | Continuous attribute, `decimals` of the rule | float64, missing NaN |
 * | category | Discrete attribute | the dictionary's values as text, in their order |
 * | inferred_text | Time or Discrete attribute, or String meta | whichever Orange chooses from all values |
 * | text | String meta | missing "" |
 * | timestamp | Time attribute | seconds since 1970 UTC; the zone in `timezone` |
 * | date | Time attribute | haveDate only |
 * | object_text | Discrete attribute or String meta, by the distinct rule | Python's `str` of each value |
 * | described_text | String meta | pandas' text of each value, as "0 days 00:00:01" |
 * | json | String meta | each value as JSON |
 */
export type Conversion =
	| "number"
	| "category"
	| "inferred_text"
	| "text"
	| "timestamp"
	| "date"
	| "object_text"
	| "described_text"
	| "json";

/** What the rows of {@link PANDAS_RULES} are called. */
export type PandasRuleName =
	| "category"
	| "period-or-interval"
	| "nullable-integers"
	| "integers"
	| "integers-and-missing"
	| "floats"
	| "booleans"
	| "booleans-and-missing"
	| "text"
	| "inferred-text"
	| "timestamps"
	| "dates"
	| "durations"
	| "objects"
	| "nulls"
	| "unreadable"
	| "nested";

/** One row of {@link PANDAS_RULES}. */
export interface PandasRule {
	readonly name: PandasRuleName;
	/** For people: the Arrow types, and the condition. */
	readonly arrow: string;
	readonly matches: (facts: ColumnFacts) => boolean;
	/** The dtype that Python's get_dataframe gives, as `str(dtype)` (pandas 2.3); null where Python cannot read it. */
	readonly dtype: (facts: ColumnFacts) => string | null;
	readonly conversion: Conversion;
	/** numberOfDecimals, where the conversion is "number". */
	readonly decimals?: 0 | 3;
	/** For people: the Orange variable. */
	readonly orange: string;
	/** For people: what is lost between the DataFrame and Orange; null where nothing is. */
	readonly loses: string | null;
}

/**
 * DataFrame -> Arrow -> get_dataframe -> Orange (`table_from_frame`), as the Python package 0.1.2 with pandas 2.3,
 * pyarrow 26 and Orange 3.40 does it (measured). The first row that matches holds; the last matches everything.
 * The mapping to Orange, the schema hash and the fidelity report all read this table.
 */
export const PANDAS_RULES: readonly PandasRule[] = [
	{
		name: "category",
		arrow: "dictionary",
		matches: ({ field }) => field.type.kind === "dictionary",
		dtype: () => "category",
		conversion: "category",
		orange: "Discrete attribute, categories in their order",
		loses: "categories that are not text become text",
	},
	{
		name: "period-or-interval",
		arrow: "int64 of pandas' period, struct of its interval",
		matches: ({ pandas }) => /^(period|interval)\[/.test(extensionDtype(pandas) ?? ""),
		dtype: ({ pandas }) => extensionDtype(pandas),
		conversion: "described_text",
		orange: "String meta, as pandas writes the values",
		loses: "periods and intervals become text",
	},
	{
		name: "nullable-integers",
		arrow: "int8 ... uint64 of a nullable pandas dtype (Int64)",
		matches: ({ field, pandas }) =>
			field.type.kind === "int" && /^(U?Int|u?int\d+\[pyarrow)/.test(extensionDtype(pandas) ?? ""),
		dtype: ({ pandas }) => extensionDtype(pandas),
		conversion: "number",
		decimals: 0,
		orange: "Continuous attribute, 0 decimals",
		loses: "numbers past 2^53 are rounded",
	},
	{
		name: "integers",
		arrow: "int8 ... uint64 with nothing missing",
		matches: ({ field, pandas, hasNulls }) =>
			isInt(field.type) && !hasNulls && extensionDtype(pandas) === null,
		dtype: ({ field }) => intDtype(field.type),
		conversion: "number",
		decimals: 0,
		orange: "Continuous attribute, 0 decimals",
		loses: "numbers past 2^53 are rounded",
	},
	{
		name: "integers-and-missing",
		arrow: "int8 ... uint64 with missing values",
		matches: ({ field }) => isInt(field.type),
		dtype: ({ pandas }) => extensionDtype(pandas) ?? "float64",
		conversion: "number",
		decimals: 3,
		orange: "Continuous attribute, 3 decimals",
		loses: "that they are whole numbers; numbers past 2^53 are rounded",
	},
	{
		name: "floats",
		arrow: "halffloat, float, double",
		matches: ({ field }) => field.type.kind === "float",
		dtype: ({ field, pandas }) => extensionDtype(pandas) ?? floatDtype(field.type),
		conversion: "number",
		decimals: 3,
		orange: "Continuous attribute, 3 decimals",
		loses: null,
	},
	{
		name: "booleans",
		arrow: "bool with nothing missing, or of pandas' boolean",
		matches: ({ field, pandas, hasNulls }) =>
			field.type.kind === "bool" && (!hasNulls || extensionDtype(pandas) !== null),
		dtype: ({ pandas }) => extensionDtype(pandas) ?? "bool",
		conversion: "number",
		decimals: 3,
		orange: "Continuous attribute, 1 and 0 (with missing values Orange's own table_from_frame refuses it)",
		loses: "that they are true and false",
	},
	{
		name: "booleans-and-missing",
		arrow: "bool with missing values",
		matches: ({ field }) => field.type.kind === "bool",
		dtype: () => "object",
		conversion: "object_text",
		orange: "Discrete attribute 'False', 'True'",
		loses: "true and false become text",
	},
	{
		name: "text",
		arrow: "string, large_string, string_view of pandas' string (and of pandas 3's str)",
		matches: ({ field, pandas }) =>
			isText(field.type) && (pandas?.numpyType === "str" || extensionDtype(pandas) !== null),
		dtype: ({ pandas }) => extensionDtype(pandas) ?? "object",
		conversion: "text",
		orange: "String meta",
		loses: 'missing text becomes ""',
	},
	{
		name: "inferred-text",
		arrow: "string, large_string, string_view",
		matches: ({ field }) => isText(field.type),
		dtype: () => "object",
		conversion: "inferred_text",
		orange: "Time where all are dates; Discrete attribute where few are distinct; else String meta",
		loses: 'as String, missing text becomes ""; as Time, how it was written',
	},
	{
		name: "timestamps",
		arrow: "timestamp",
		matches: ({ field }) => field.type.kind === "timestamp",
		dtype: ({ field, pandas }) => extensionDtype(pandas) ?? timestampDtype(field.type, pandas),
		conversion: "timestamp",
		orange: "Time attribute, seconds since 1970 UTC",
		loses: "digits past some 0.2 microseconds; sending it back also loses the zone",
	},
	{
		name: "dates",
		arrow: "date32, date64",
		matches: ({ field }) => field.type.kind === "date",
		dtype: ({ pandas }) => extensionDtype(pandas) ?? "object",
		conversion: "date",
		orange: "Time attribute, date only",
		loses: null,
	},
	{
		name: "durations",
		arrow: "duration",
		matches: ({ field }) => field.type.kind === "duration",
		dtype: ({ field, pandas }) => extensionDtype(pandas) ?? durationDtype(field.type),
		conversion: "described_text",
		orange: "String meta '0 days 00:00:01'",
		loses: "durations become text",
	},
	{
		name: "objects",
		arrow: "time32, time64, decimal, binary, large_binary, binary_view, fixed_size_binary",
		matches: ({ field }) => OBJECT_KINDS.has(field.type.kind),
		dtype: ({ pandas }) => extensionDtype(pandas) ?? "object",
		conversion: "object_text",
		orange: "Discrete attribute where few are distinct, else String meta",
		loses: "the values become text; bytes must be UTF-8",
	},
	{
		name: "nulls",
		arrow: "null",
		matches: ({ field }) => field.type.kind === "null",
		dtype: () => "object",
		conversion: "object_text",
		orange: "Discrete attribute without values",
		loses: null,
	},
	{
		name: "unreadable",
		arrow: "union, interval",
		matches: ({ field }) => UNREADABLE_KINDS.has(field.type.kind),
		dtype: ({ field }) => (isMonthDayNano(field.type) ? "object" : null),
		conversion: "json",
		orange: "String meta, JSON",
		loses: "the values become text; Python cannot read unions, nor intervals other than month_day_nano",
	},
	{
		name: "nested",
		arrow: "list, struct, map and the rest",
		matches: () => true,
		dtype: ({ pandas }) => extensionDtype(pandas) ?? "object",
		conversion: "json",
		orange: "String meta, JSON (Orange's own table_from_frame refuses it)",
		loses: "the values become text",
	},
];

/** The facts of one column. A run-end encoded column counts as what it encodes, as in Python. */
export function columnFacts(field: Field, metadata: PandasMetadata, hasNulls: boolean): ColumnFacts {
	const encoded = field.type.kind === "run_end_encoded" ? field.children[1] : undefined;
	const pandas = metadata.columns.get(field.name) ?? null;
	return { field: encoded === undefined ? field : { ...encoded, name: field.name }, pandas, hasNulls };
}

/** The row of {@link PANDAS_RULES} that holds for a column. */
export function pandasRule(facts: ColumnFacts): PandasRule {
	return PANDAS_RULES.find((rule) => rule.matches(facts))!;
}

const OBJECT_KINDS: ReadonlySet<string> = new Set<DataType["kind"]>([
	"time",
	"decimal",
	"binary",
	"large_binary",
	"binary_view",
	"fixed_size_binary",
]);

const UNREADABLE_KINDS: ReadonlySet<string> = new Set<DataType["kind"]>(["union", "interval"]);

/** The usual ones of numpy, told apart without the patterns below: they are asked for several times a column. */
const NUMPY_DTYPES: ReadonlySet<string> = new Set(["", "object", "float64", "int64", "bool"]);

/**
 * The dtype that pandas metadata restores, where that is one of pandas' own dtypes rather than numpy's. pandas 3's "str"
 * is none on pandas 2.3; a category's numpyType is that of its codes.
 */
function extensionDtype(pandas: PandasColumn | null): string | null {
	const dtype = pandas?.numpyType ?? "";
	if (NUMPY_DTYPES.has(dtype)) return null;
	if (/^string(\[(python|pyarrow|pyarrow_numpy)\])?$/.test(dtype)) return "string";
	return /^((U?Int(8|16|32|64))|Float(32|64)|boolean|period\[.*\]|interval\[.*\]|.*\[pyarrow\])$/.test(dtype)
		? dtype
		: null;
}

const isInt = (type: DataType) => type.kind === "int";
const isText = (type: DataType) =>
	type.kind === "utf8" || type.kind === "large_utf8" || type.kind === "utf8_view";
const isMonthDayNano = (type: DataType) => type.kind === "interval" && type.unit === "month_day_nano";

const intDtype = (type: DataType) =>
	type.kind === "int" ? `${type.signed ? "" : "u"}int${type.bitWidth}` : null;
const floatDtype = (type: DataType) => (type.kind === "float" ? `float${type.bitWidth}` : null);
const durationDtype = (type: DataType) => (type.kind === "duration" ? `timedelta64[${type.unit}]` : null);

function timestampDtype(type: DataType, pandas: PandasColumn | null): string | null {
	if (type.kind !== "timestamp") return null;
	const stated = pandas?.pandasType === "datetimetz" ? pandas.timezone : null;
	// pyarrow converts to nanoseconds where the pandas metadata names another zone than the Arrow type does.
	if (stated !== null && stated !== type.timezone) return `datetime64[ns, ${zoneName(stated)}]`;
	return type.timezone === null
		? `datetime64[${type.unit}]`
		: `datetime64[${type.unit}, ${zoneName(type.timezone)}]`;
}

/** `str` of the zone that pandas 2.3 makes of an Arrow zone: offsets become pytz's. */
function zoneName(zone: string): string {
	const offset = /^([+-])(\d\d):(\d\d)$/.exec(zone);
	if (offset === null) return zone.toUpperCase() === "UTC" ? "UTC" : zone;
	const minutes = (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === "-" ? -1 : 1);
	return minutes === 0 ? "UTC" : `pytz.FixedOffset(${minutes})`;
}
