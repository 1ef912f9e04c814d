import type { ExactValue } from "./exact-value";
import { floatOf } from "./exact-value";
import type { PythonEnvironment } from "./find-python";
import type { ColumnSpec, ValueColumn } from "./frame-spec";
import { dayAt, midnightsOf } from "./midnights";
import type { TableSpec, VariableSpec } from "./table-spec";

interface Difference {
	/** What the input is. */
	what: string;
	python: string;
	here: string;
	/** Why it stays. */
	reason: string;
}

/** Where table_from_frame(get_dataframe(name)) and the Orange Table that is loaded differ. */
export interface MappingDifference extends Difference {
	/** Whether a column falls under it; the mapping law leaves those out. */
	covers(column: ColumnSpec): boolean;
	/** A column that shows it. */
	example: ColumnSpec;
	/** The environment that sends it; default "pandas 2". table_from_frame is always that of pandas 2. */
	sender?: PythonEnvironment;
}

/** Where table_to_frame(table) and what get_dataframe gives of the table that is sent differ. */
export interface SendingDifference extends Difference {
	/** Whether a variable with these values falls under it; the sending law leaves those out. */
	covers(variable: VariableSpec, values: TableSpec["metas"][number]): boolean;
	/** A variable and its values that show it: an attribute; or, with `floatMetas`, a meta of a table that has them as numbers. */
	example: { variable: VariableSpec; values: TableSpec["metas"][number]; floatMetas?: true };
}

/** The last whole second of pandas' nanoseconds, since 1970. */
const LAST_SECOND = 9_223_372_036;

/** Where a loaded Orange Table is not Python's, each with its reason and an example. */
export const MAPPING_DIFFERENCES: readonly MappingDifference[] = [
	{
		what: "boolean (pandas' nullable dtype) with a missing value",
		python: "table_from_frame raises TypeError",
		here: "Continuous: 1, 0 and missing",
		reason: "Orange cannot make a table of it; the meaning is plain.",
		covers: (column) => column.dtype === "boolean" && valuesOf(column).includes(null),
		example: { name: "x", dtype: "boolean", values: [true, null, false] },
	},
	{
		what: "pandas 3's str, with pandas 2 on the receiving side",
		python: "object there: Time, Discrete or String, as Orange finds",
		here: "String meta",
		reason:
			"It is what Orange makes of str with pandas 3: whoever sends and receives with that sees the same.",
		covers: (column) => column.dtype === "str",
		example: { name: "x", dtype: "str", values: ["a", "b", "a", "b", "a", "b"] },
		sender: "pandas 3",
	},
	{
		what: "lists",
		python: "table_from_frame raises",
		here: "String meta, JSON",
		reason: "Orange cannot make a table of it; the text keeps every value.",
		covers: (column) => has(column, "list"),
		example: { name: "x", dtype: "object", values: [{ list: [{ int: "1" }, { int: "2" }] }, null] },
	},
	{
		what: "structs (Python's dicts)",
		python: "table_from_frame raises",
		here: "String meta, JSON",
		reason: "Orange cannot make a table of it; the text keeps every value.",
		covers: (column) => has(column, "dict"),
		example: { name: "x", dtype: "object", values: [{ dict: [["a", { int: "1" }]] }, null] },
	},
	{
		what: "text of times with several offsets",
		python: "table_from_frame raises",
		here: "Time, in UTC",
		reason: "Orange cannot make a table of it; each value says which moment it is.",
		covers: (column) =>
			new Set(texts(column).flatMap((text) => /T.*([+-]\d\d:\d\d)$/.exec(text)?.[1] ?? [])).size > 1,
		example: {
			name: "x",
			dtype: "object",
			values: ["2020-01-01T10:00:00+09:00", "2020-01-01T10:00:00+01:00"],
		},
	},
	{
		what: "text that pandas' parser takes for times in formats that are not listed (README of @allye/orange-table)",
		python: "Time",
		here: "Discrete or String",
		reason:
			"pandas guesses by a parser of thousands of lines; the common formats are listed and checked against it.",
		covers: (column) => texts(column).some((text) => UNLISTED_TIMES.test(text)),
		example: { name: "x", dtype: "object", values: ["Mon Jan 6 2020", "Tue Jan 7 2020"] },
	},
	{
		what: "true and false, dates and times of pandas' dtypes that end in [pyarrow]",
		python: "String meta: text of each",
		here: "Continuous, Time",
		reason:
			"Orange does not know these dtypes; the meaning is plain, and that of bool, dates and datetime64.",
		covers: ({ dtype }) => /^(bool|date|timestamp).*\[pyarrow\]$/.test(dtype),
		example: { name: "x", dtype: "bool[pyarrow]", values: [true, null, false] },
	},
	{
		what: "categories of a pandas dtype that ends in [pyarrow]: dictionary<values=string, …>[pyarrow]",
		python: "get_dataframe raises: pandas cannot read the name that it gave the dtype",
		here: "Discrete",
		reason: "The payload has all that is needed.",
		covers: ({ dtype }) => /^dictionary<.*\[pyarrow\]$/.test(dtype),
		example: {
			name: "x",
			dtype: "dictionary<values=string, indices=int32, ordered=0>[pyarrow]",
			values: ["b", null, "a"],
		},
	},
	{
		what: "lists and structs of a pandas dtype that ends in [pyarrow]: list<item: int64>[pyarrow]",
		python: "get_dataframe raises: pandas cannot read the name that it gave the dtype",
		here: "String meta, JSON",
		reason: "The payload has all that is needed.",
		covers: ({ dtype }) => /^(.*list|struct|map)<.*\[pyarrow\]$/.test(dtype),
		example: {
			name: "x",
			dtype: "list<item: int64>[pyarrow]",
			values: [{ list: [{ int: "1" }, { int: "2" }] }, null],
		},
	},
	{
		what: "times on a day whose midnight the clocks of their zone skip or show twice",
		python: "table_from_frame raises NonExistentTimeError or AmbiguousTimeError",
		here: "Time, the moment itself",
		reason: "Orange cannot make a table of it; the moment is known.",
		covers: (column) => isOnOddDay(column),
		example: { name: "x", dtype: "datetime64[ns, America/Sao_Paulo]", values: ["1541300400000000000"] },
	},
	{
		what: "texts that are the same up to a NUL character",
		python: "one value for pandas' nunique and categories: the first of them",
		here: "different values",
		reason: "Text that comes back must be the text that was sent.",
		covers: (column) => areSameUpToNul(texts(column)),
		example: { name: "x", dtype: "object", values: ["\u0000", ""] },
	},
	{
		what: "datetime64 of seconds to microseconds past 1677 to 2262",
		python: "Orange's nanoseconds wrap around: another century",
		here: "Time, the moment itself",
		reason: "A wrong date is worth nothing.",
		covers: (column) => outsideNanoseconds(column),
		example: { name: "x", dtype: "datetime64[us]", values: ["32503680000000000"] },
	},
	{
		what: "datetime64[us] of the years 2255 to 2262, past 2^53 microseconds",
		python: "nanoseconds, divided into seconds",
		here: "microseconds as the nearest double, divided: at most 2 microseconds beside it",
		reason: "So far from 1970 a double holds seconds to 2 microseconds only.",
		covers: (column) =>
			column.dtype.startsWith("datetime64[us") &&
			valuesOf(column).some((value) => Math.abs(Number(value)) > Number.MAX_SAFE_INTEGER),
		example: { name: "x", dtype: "datetime64[us]", values: ["9138318450402925"] },
	},
];

/** Where what Python receives is not what Orange's own export gives, each with its reason and an example. */
export const SENDING_DIFFERENCES: readonly SendingDifference[] = [
	{
		what: "a Time outside of 1677-09-21 to 2262-04-11",
		python: "table_to_frame raises OutOfBoundsDatetime",
		here: "the column is datetime64[us]",
		reason: "Orange cannot make a frame of it; microseconds hold the moment.",
		covers: ({ kind }, values) =>
			kind === "time" && numbers(values).some((value) => Math.abs(value) > LAST_SECOND),
		example: {
			variable: { kind: "time", name: "x", haveDate: true, haveTime: true, timezone: "UTC", attributes: {} },
			values: [253_402_300_799, 0],
		},
	},
	{
		what: "a Continuous of 0 decimals with values past int64 and nothing missing",
		python: "table_to_frame casts to int64, which wraps or raises",
		here: "the column stays float64",
		reason: "A wrong number is worth nothing.",
		covers: (variable, values) =>
			isWhole(variable) &&
			numbers(values).every((value) => !Number.isNaN(value)) &&
			numbers(values).some((value) => !(value >= -(2 ** 63) && value < 2 ** 63)),
		example: {
			variable: { kind: "continuous", name: "x", numberOfDecimals: 0, attributes: {} },
			values: [1e300, 1],
		},
	},
	{
		what: "a Time among metas that Orange holds as an array of numbers (after Select Columns, where none is text), with half a nanosecond",
		python: "numpy rounds it; in an array of objects, as metas are otherwise, Python does",
		here: "rounded as Python does: at most 1 ns beside it",
		reason: "Here a table's metas are of one kind: that which Orange makes of a frame.",
		// The laws' tables come from Table.from_numpy, whose metas are objects.
		covers: () => false,
		example: {
			variable: { kind: "time", name: "x", haveDate: true, haveTime: true, timezone: "UTC", attributes: {} },
			values: [0.1093054645, 0.3348830245],
			floatMetas: true,
		},
	},
];

/** The difference that a column falls under in the mapping to Orange; null where it must be the same. */
export const mappingDifference = (column: ColumnSpec): MappingDifference | null =>
	MAPPING_DIFFERENCES.find(({ covers }) => covers(column)) ?? null;

/** The difference that a variable falls under when it is sent; null where it must be the same. */
export const sendingDifference = (
	variable: VariableSpec,
	values: TableSpec["metas"][number],
): SendingDifference | null => SENDING_DIFFERENCES.find(({ covers }) => covers(variable, values)) ?? null;

/** Whether Python's parser took text for times of which none is in ISO 8601: the difference of unlisted formats, seen by its outcome. */
export function isGuessedTime(column: ColumnSpec, { kind }: VariableSpec): boolean {
	const values = texts(column);
	return (
		kind === "time" && values.length > 0 && !values.some((text) => /^\d{4}-\d\d-\d\d([T ]|$)/.test(text))
	);
}

const UNLISTED_TIMES = /^(now|today|[A-Z][a-z][a-z]\b.*)$/;

const valuesOf = (column: ColumnSpec): ValueColumn["values"] => ("values" in column ? column.values : []);

const has = (column: ColumnSpec, tag: "list" | "dict"): boolean =>
	valuesOf(column).some((value) => typeof value === "object" && value !== null && tag in value);

const texts = (column: ColumnSpec): string[] =>
	column.dtype === "object"
		? (valuesOf(column) as ExactValue[]).filter((value) => typeof value === "string")
		: [];

const areSameUpToNul = (values: string[]): boolean =>
	new Set(values.map((value) => value.split("\u0000")[0])).size < new Set(values).size;

const numbers = (values: TableSpec["metas"][number]): number[] =>
	(values as (string | number | null)[]).map((value) => floatOf(value as never));

const isWhole = (variable: VariableSpec): boolean =>
	variable.kind === "continuous" && variable.numberOfDecimals === 0;

const PER_SECOND = { s: 1, ms: 1e3, us: 1e6, ns: 1e9 };

function isOnOddDay(column: ColumnSpec): boolean {
	const [, unit, zone] = /^datetime64\[(s|ms|us|ns), (.+)\]$/.exec(column.dtype) ?? [];
	if (unit === undefined || zone === undefined) return false;
	const perSecond = PER_SECOND[unit as keyof typeof PER_SECOND];
	return valuesOf(column).some(
		(value) => value !== null && midnightsOf(zone, dayAt(zone, Number(value) / perSecond)).length !== 1,
	);
}

function outsideNanoseconds(column: ColumnSpec): boolean {
	const unit = /^datetime64\[(s|ms|us)\b/.exec(column.dtype)?.[1];
	if (unit === undefined) return false;
	const perSecond = PER_SECOND[unit as keyof typeof PER_SECOND];
	return valuesOf(column).some(
		(value) => value !== null && Math.abs(Number(value)) / perSecond > LAST_SECOND,
	);
}
