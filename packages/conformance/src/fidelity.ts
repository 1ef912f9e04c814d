import { type ExactFloat, type ExactValue, floatOf } from "./exact-value";
import type { ColumnSpec, ValueColumn } from "./frame-spec";

/** What a value is worth after a round trip: a number (moments in seconds since 1970 UTC), or text; NaN and "" are missing. */
export type Kept = number | string;

/** What comes back of a column that Python sent, after an Orange Table was made of it and sent to Python. */
export interface FidelityRow {
	/** What Python sent. */
	sent: string;
	/** The dtype that comes back, as pandas 2 calls it. */
	back: RegExp;
	/** What does not come back; null where all does. */
	loses: string | null;
	matches(column: ColumnSpec): boolean;
	/** What must come back of each value; null where only whether one is missing can be told. */
	keeps: ((value: never, column: ColumnSpec) => Kept) | null;
}

const dtype = (pattern: RegExp) => (column: ColumnSpec) => pattern.test(column.dtype);
const object = (tag: string) => (column: ColumnSpec) =>
	column.dtype === "object" && presentIn(column).some((value) => typeof value === "object" && tag in value);

const number = (value: ExactFloat | null): number => {
	const kept = value === null ? Number.NaN : floatOf(value);
	return Number.isFinite(kept) ? kept : Number.NaN;
};
const text = (value: string | null): string => value ?? "";

/** The first row that matches holds. */
export const FIDELITY: readonly FidelityRow[] = [
	{
		sent: "float16, float32, float64, Float32, Float64, floats in objects",
		back: /^float64$/,
		loses: "infinite values become missing",
		matches: (column) => dtype(/^[fF]loat/)(column) || object("float")(column),
		keeps: (value: ExactFloat | { float: ExactFloat } | null) =>
			number(typeof value === "object" && value !== null ? value.float : value),
	},
	{
		sent: "int8 … uint64, Int8 … UInt64, integers in objects",
		back: /^(int64|float64)$/,
		loses: "digits past 2^53; with missing values, or past int64, that they are whole",
		matches: (column) => dtype(/^[uU]?[iI]nt\d/)(column) || object("int")(column),
		keeps: (value: string | { int: string } | null) => {
			if (value === null) return Number.NaN;
			return Number(typeof value === "string" ? value : value.int);
		},
	},
	{
		sent: "bool, boolean, objects of true and false with nothing missing",
		back: /^float64$/,
		loses: "that they are true and false: 1 and 0",
		matches: (column) =>
			column.dtype.startsWith("bool") ||
			("values" in column &&
				column.values.length > 0 &&
				column.values.every((value) => typeof value === "boolean")),
		keeps: (value: boolean | null) => (value === null ? Number.NaN : Number(value)),
	},
	{
		sent: "category of text or integers",
		back: /^category$/,
		loses: "that it was not ordered; categories that are not text become text",
		matches: (column) => "categories" in column && /^(object|str|int64)$/.test(column.categories.dtype),
		keeps: text,
	},
	{
		sent: "category of anything else",
		back: /^category$/,
		loses: "that it was not ordered; the categories become text",
		matches: dtype(/^category$/),
		keeps: null,
	},
	{
		sent: "datetime64, with a zone or without",
		back: /^datetime64\[ns\]$/,
		loses: "the zone; what seconds in a double cannot hold (0.2 microseconds now)",
		matches: dtype(/^datetime64/),
		keeps: (value: string | null, column) => (value === null ? Number.NaN : secondsOf(value, column.dtype)),
	},
	{
		sent: "string, pandas 3's str",
		back: /^object$/,
		loses: 'what was missing is ""',
		matches: dtype(/^str/),
		keeps: text,
	},
	{
		sent: "timedelta64, period, interval",
		back: /^object$/,
		loses: "they become text",
		matches: dtype(/^(timedelta64|period|interval)/),
		keeps: null,
	},
	{
		sent: "datetimes in objects",
		back: /^datetime64\[ns\]$/,
		loses: "what seconds in a double cannot hold",
		matches: object("datetime"),
		keeps: (value: { datetime: string } | null) =>
			value === null ? Number.NaN : Date.parse(`${value.datetime}Z`) / 1000,
	},
	{
		sent: "dates of which one is before 1677-09-22 or past 2262-04-11",
		back: /^(category|object)$/,
		loses: "they become text",
		matches: (column) =>
			object("date")(column) &&
			presentIn(column).some((value) => {
				const { date } = value as { date: string };
				return date < "1677-09-22" || date > "2262-04-11";
			}),
		keeps: (value: { date: string } | null) => value?.date ?? "",
	},
	{
		sent: "dates",
		back: /^datetime64\[ns\]$/,
		loses: "that they are days: midnights",
		matches: object("date"),
		keeps: (value: { date: string } | null) => (value === null ? Number.NaN : Date.parse(value.date) / 1000),
	},
	{
		sent: "times of day",
		back: /^(category|object)$/,
		loses: "they become text",
		matches: object("time"),
		keeps: (value: { time: string } | null) => value?.time ?? "",
	},
	{
		sent: "decimals of several scales",
		back: /^(category|object)$/,
		loses: "they become text, all of the longest scale",
		matches: (column) =>
			object("decimal")(column) &&
			new Set(presentIn(column).map((value) => scaleOf((value as { decimal: string }).decimal))).size > 1,
		keeps: null,
	},
	{
		sent: "decimals",
		back: /^(category|object)$/,
		loses: "they become text",
		matches: object("decimal"),
		keeps: (value: { decimal: string } | null) => value?.decimal ?? "",
	},
	{
		sent: "bytes",
		back: /^(category|object)$/,
		loses: "they become text",
		matches: object("bytes"),
		keeps: (value: { bytes: string } | null) =>
			value === null ? "" : Buffer.from(value.bytes, "base64").toString(),
	},
	{
		sent: "lists, structs",
		back: /^object$/,
		loses: "they become text: JSON",
		matches: (column) => object("list")(column) || object("dict")(column),
		keeps: null,
	},
	{
		sent: "text of times in ISO 8601, or of nan and NaT",
		back: /^datetime64\[ns\]$/,
		loses: "how they were written",
		matches: (column) => {
			const values = presentIn(column);
			const areTimes = values.every(
				(value) => typeof value === "string" && (ISO.test(value) || MISSING_TIME.test(value)),
			);
			// Of nothing but "" pandas makes numbers first.
			return areTimes && values.some((value) => value !== "");
		},
		keeps: (value: string | null) =>
			value === null || MISSING_TIME.test(value) ? Number.NaN : secondsOfText(value),
	},
	{
		sent: "text, true and false with something missing; nothing at all",
		back: /^(category|object)$/,
		loses: 'where many are distinct, what was missing is ""; true and false become text',
		matches: () => true,
		keeps: (value: string | boolean | null) => {
			if (typeof value === "boolean") return value ? "True" : "False";
			return value ?? "";
		},
	},
];

/** The row that says what comes back of a column. */
export const fidelityOf = (column: ColumnSpec): FidelityRow =>
	FIDELITY.find(({ matches }) => matches(column))!;

/** What must come back of each value of a column that was sent. */
export function keptOf(column: ColumnSpec, { keeps }: FidelityRow): Kept[] {
	const values = valuesOf(column);
	if (keeps === null) return values.map((value) => (value === null ? "" : "something"));
	return values.map((value) => keeps(value as never, column));
}

/** What has come back. */
export function backOf(column: ColumnSpec, { keeps }: FidelityRow): Kept[] {
	const values = valuesOf(column).map((value) => backValue(value, column.dtype));
	return keeps === null
		? values.map((value) => (value === "" || Number.isNaN(value) ? "" : "something"))
		: values;
}

/** Whether two values are the same; seconds may differ in the last digits of a double. */
export function isKept(a: Kept, b: Kept): boolean {
	if (typeof a === "string" || typeof b === "string") return a === b;
	return Object.is(a, b) || a === b || Math.abs(a - b) <= 4 * 2 ** -52 * Math.abs(a) + 2e-9;
}

const ISO = /^[+-]?\d{4,6}-\d\d-\d\d([T ]\d\d:\d\d:\d\d(\.\d+)?Z?)?$/;
function scaleOf(decimal: string): number {
	const [coefficient = "", exponent = "0"] = decimal.split("E");
	return (coefficient.split(".")[1]?.length ?? 0) - Number(exponent);
}

/** What pandas takes for a missing time. */
const MISSING_TIME = /^(|NaT|nan|NaN)$/;

function secondsOfText(value: string): number {
	const stated = value.length === 10 || value.endsWith("Z") ? value : `${value.replace(" ", "T")}Z`;
	return Date.parse(stated) / 1000;
}

function secondsOf(value: string, dtype: string): number {
	const unit = /\[(ns|us|ms|s)/.exec(dtype)?.[1] ?? "ns";
	return Number(value) / { s: 1, ms: 1e3, us: 1e6, ns: 1e9 }[unit as "s"];
}

function backValue(value: unknown, dtype: string): Kept {
	if (dtype.startsWith("datetime64")) return value === null ? Number.NaN : secondsOf(value as string, dtype);
	if (dtype === "float64") return floatOf(value as ExactFloat);
	if (dtype === "int64") return Number(value);
	return text(value as string | null);
}

/** A category's values are the text of its categories. */
function valuesOf(column: ColumnSpec): (ValueColumn["values"][number] | null)[] {
	if (!("codes" in column)) return (column as ValueColumn).values;
	const { codes, categories } = column;
	return codes.map((code) => (code < 0 ? null : String(categories.values[code])));
}

const presentIn = (column: ColumnSpec): Exclude<ExactValue, null>[] =>
	(valuesOf(column) as ExactValue[]).filter((value) => value !== null);
