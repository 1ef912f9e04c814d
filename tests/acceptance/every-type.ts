import type { ColumnSpec, FrameSpec } from "@allye/conformance";

const DAY = 86_400_000_000_000n;
const MOMENTS = ["2020-01-01T00:00:00.000000001Z", "1969-07-20T20:17:40Z", "2262-01-01T12:00:00Z"];
const nanoseconds = MOMENTS.map((text, index) =>
	String(BigInt(Date.parse(text)) * 1_000_000n + BigInt(index)),
);

/** A column of each kind that the acceptance criteria name, with something missing in each that can miss something. */
export const COLUMNS: readonly ColumnSpec[] = [
	{ name: "float", dtype: "float64", values: [1.5, "nan", "-0", "inf", "-inf", 0.1] },
	{
		name: "integer",
		dtype: "int64",
		values: ["0", "-1", "9007199254740993", "-9223372036854775808", "7", "8"],
	},
	{ name: "integer with missing", dtype: "Int64", values: ["1", null, "9007199254740993", "-3", null, "5"] },
	{ name: "small integer", dtype: "uint8", values: ["0", "255", "1", "2", "3", "4"] },
	{ name: "boolean", dtype: "bool", values: [true, false, true, true, false, false] },
	{ name: "boolean object with missing", dtype: "object", values: [true, null, false, true, null, false] },
	{ name: "text, few values", dtype: "object", values: ["東京", "大阪", null, "東京", "東京", "🍣"] },
	{ name: "text, many values", dtype: "object", values: ["寿司🍣", "", null, "é", "e\u0301", "\u{10ffff}"] },
	{ name: "digits", dtype: "object", values: ["10", "9", null, "10", "9", "9"] },
	{ name: "string dtype", dtype: "string", values: ["a", null, "日本語", "👩‍👩‍👧", "", "z"] },
	{
		name: "category",
		dtype: "category",
		categories: { name: "", dtype: "object", values: ["中", "小", "大", "unused"] },
		ordered: false,
		codes: [0, 1, -1, 2, 0, 0],
	},
	{
		name: "ordered category of integers",
		dtype: "category",
		categories: { name: "", dtype: "int64", values: ["3", "1", "2"] },
		ordered: true,
		codes: [0, 1, 2, -1, 0, 1],
	},
	{
		name: "date",
		dtype: "object",
		values: [
			{ date: "2020-02-29" },
			null,
			{ date: "1969-12-31" },
			{ date: "2020-01-01" },
			null,
			{ date: "1900-01-01" },
		],
	},
	{
		name: "ISO text",
		dtype: "object",
		values: ["2020-02-29", null, "1969-12-31", "2020-01-01", null, "2020-01-02"],
	},
	{ name: "moment", dtype: "datetime64[ns]", values: [...nanoseconds, null, "0", "-1"] },
	{
		name: "moment with a zone",
		dtype: "datetime64[ns, Asia/Tokyo]",
		values: [...nanoseconds, null, "0", "-1"],
	},
	{
		name: "days in New York",
		dtype: "datetime64[ns, America/New_York]",
		values: [String(5n * DAY + 18_000_000_000_000n), null, null, null, null, null],
	},
	{
		name: "duration",
		dtype: "timedelta64[ns]",
		values: ["1", null, "-1000000000", "0", String(DAY), "3600000000000"],
	},
];

/** What Orange's table_from_frame refuses, though the package sends it: pandas' boolean with something missing. */
const NULLABLE_BOOLEAN: ColumnSpec = {
	name: "nullable boolean",
	dtype: "boolean",
	values: [true, null, false, true, null, false],
};

export const EVERY_TYPE: FrameSpec = { columns: [...COLUMNS] };
export const EVERY_TYPE_AND_BOOLEAN: FrameSpec = { columns: [...COLUMNS, NULLABLE_BOOLEAN] };
