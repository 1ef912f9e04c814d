import fc from "fast-check";
import { type ExactFloat, type ExactValue, exactFloat } from "./exact-value";
import type { ColumnSpec, ValueColumn } from "./frame-spec";
import { midnightsOf } from "./midnights";
import { dateText, oddText } from "./text-arbitrary";

type Column = ColumnSpec extends infer C ? (C extends ColumnSpec ? Omit<C, "name"> : never) : never;
type Values = fc.Arbitrary<ValueColumn["values"]>;
type Make = (rows: number) => fc.Arbitrary<Column>;

const NANOSECONDS = { s: 1_000_000_000n, ms: 1_000_000n, us: 1_000n, ns: 1n };
/** About 1700 to 2250, in nanoseconds: within what pandas and Orange can hold. */
const MOMENT = { min: -8_500_000_000n * NANOSECONDS.s, max: 8_800_000_000n * NANOSECONDS.s };
/** Days since 1970 of about the same years; and some on which clocks were changed at or near midnight, in the zones below. */
const MIDNIGHT = { min: -98_000, max: 101_000 };
const CHANGES = [
	"1919-03-01",
	"1941-10-01",
	"1945-10-15",
	"1948-05-02",
	"1948-09-12",
	"1972-01-07",
	"1981-03-01",
].map((date) => Date.parse(date) / 86_400_000);

const floats = fc.oneof(
	{ weight: 3, arbitrary: fc.double() },
	{
		weight: 1,
		arbitrary: fc.constantFrom(0, -0, 1, 0.1, 2 ** 53, Number.MIN_VALUE, Number.NaN, Infinity, -Infinity),
	},
);
const halves = fc.constantFrom(0, -0, 1.5, -2.25, 65504, 2 ** -24, Number.NaN, Infinity);
const days = fc.date({ min: new Date("1700-01-01"), max: new Date("2250-01-01"), noInvalidDate: true });
const clock = fc
	.tuple(fc.nat(23), fc.nat(59), fc.nat(59), fc.constantFrom("", ".500000", ".000001", ".123456"))
	.map(
		([h, m, s, fraction]) => `${[h, m, s].map((part) => String(part).padStart(2, "0")).join(":")}${fraction}`,
	);

const allDays = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
const integerText = fc.integer().map(String);
const integer = integerText.map((int): ExactValue => ({ int }));

/** A value or a missing one. */
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4, nil: null });
const exactly = <T>(rows: number, value: fc.Arbitrary<T>) =>
	fc.array(value, { minLength: rows, maxLength: rows });

function valuesOf(dtype: string, value: fc.Arbitrary<unknown>): Make {
	return (rows) => (exactly(rows, value) as Values).map((values) => ({ dtype, values }));
}

function object(value: fc.Arbitrary<ExactValue>): Make {
	return valuesOf("object", orNull(value));
}

function integers(dtype: string): Make {
	const bits = BigInt(dtype.match(/\d+/)?.[0] ?? 64);
	const range =
		dtype.startsWith("u") || dtype.startsWith("U")
			? [0n, 2n ** bits - 1n]
			: [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
	const [min, max] = range as [bigint, bigint];
	const value = fc.oneof(fc.bigInt({ min, max }), fc.constantFrom(min, max, 0n, 1n)).map(String);
	return valuesOf(dtype, /^[A-Z]/.test(dtype) ? orNull(value) : value);
}

/** Any moments, in nanoseconds since 1970 UTC; or midnights alone, of which Orange makes dates. */
function momentsIn(zone = "UTC"): fc.Arbitrary<fc.Arbitrary<bigint>> {
	const midnights = fc.oneof(fc.integer(MIDNIGHT), fc.constantFrom(...CHANGES)).map((day) => {
		const [seconds = day * 86_400] = midnightsOf(zone, day);
		return BigInt(seconds) * NANOSECONDS.s;
	});
	return fc.constantFrom(fc.bigInt(MOMENT), fc.bigInt(MOMENT), midnights);
}

function moments(kind: "datetime64" | "timedelta64", unit: keyof typeof NANOSECONDS, zone?: string): Make {
	const dtype = `${kind}[${zone ? `${unit}, ${zone}` : unit}]`;
	const inUnit = (moment: bigint) => String(moment / NANOSECONDS[unit]);
	return (rows) => momentsIn(zone).chain((moment) => valuesOf(dtype, orNull(moment.map(inUnit)))(rows));
}

/** Text from a pool of values, so that both sides of Orange's rule for Discrete come up. */
function texts(dtype: string): Make {
	return (rows) =>
		fc
			.uniqueArray(oddText, { minLength: 1, maxLength: rows + 1 })
			.chain((pool) => valuesOf(dtype, orNull(fc.constantFrom(...pool)))(rows));
}

function categories(values: fc.Arbitrary<ValueColumn["values"][number]>, dtype: string): Make {
	return (rows) =>
		fc.tuple(fc.uniqueArray(values, { maxLength: 5 }), fc.boolean()).chain(([pool, ordered]) =>
			exactly(rows, fc.integer({ min: -1, max: pool.length - 1 })).map((codes) => ({
				dtype: "category" as const,
				categories: { name: "", dtype, values: pool },
				ordered,
				codes,
			})),
		);
}

function intervals(dtype: string, bound: fc.Arbitrary<number>): Make {
	const pair = fc
		.tuple(bound, bound)
		.map((bounds) => bounds.map((each) => each + 0).sort((a, b) => a - b))
		.map(([left, right]): [ExactFloat, ExactFloat] => [left!, right!]);
	return valuesOf(dtype, orNull(pair));
}

/** As Python's datetime.isoformat() writes it: with microseconds, or without any fraction. */
const isoformat = (day: Date): string =>
	day
		.toISOString()
		.slice(0, 23)
		.replace(/\.(\d{3})$/, (_, ms) => (ms === "000" ? "" : `.${ms}000`));

/** As Python's str writes a Decimal of that scale: with an exponent where more than six zeros would stand before the first digit. */
function decimalText(unscaled: bigint, scale: number): string {
	const sign = unscaled < 0n ? "-" : "";
	const digits = String(unscaled < 0n ? -unscaled : unscaled);
	const exponent = digits.length - 1 - scale;
	if (exponent < -6) {
		const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
		return `${sign}${digits[0]}${fraction}E${exponent}`;
	}
	const padded = digits.padStart(scale + 1, "0");
	return sign + (scale === 0 ? padded : `${padded.slice(0, -scale)}.${padded.slice(-scale)}`);
}

function dates(rows: number): fc.Arbitrary<Column> {
	return dateText.chain((write) => object(days.map(write))(rows));
}

const MAKERS = {
	float64: valuesOf("float64", floats.map(exactFloat)),
	float32: valuesOf("float32", floats.map(Math.fround).map(exactFloat)),
	float16: valuesOf("float16", halves.map(exactFloat)),
	Float64: valuesOf("Float64", orNull(fc.double({ noNaN: true }).map(exactFloat))),
	int8: integers("int8"),
	int16: integers("int16"),
	int32: integers("int32"),
	int64: integers("int64"),
	uint8: integers("uint8"),
	uint16: integers("uint16"),
	uint32: integers("uint32"),
	uint64: integers("uint64"),
	Float32: valuesOf("Float32", orNull(fc.float({ noNaN: true }).map(exactFloat))),
	Int8: integers("Int8"),
	Int16: integers("Int16"),
	UInt8: integers("UInt8"),
	UInt16: integers("UInt16"),
	UInt32: integers("UInt32"),
	Int32: integers("Int32"),
	Int64: integers("Int64"),
	UInt64: integers("UInt64"),
	bool: valuesOf("bool", fc.boolean()),
	boolean: valuesOf("boolean", orNull(fc.boolean())),
	text: texts("object"),
	"text of dates": dates,
	"text of numbers": valuesOf(
		"object",
		orNull(fc.oneof(integerText, fc.constantFrom("", "1.5", "007", " 1"))),
	),
	"long text": object(fc.constantFrom("x".repeat(5000), "表".repeat(2000), "🍣".repeat(999), "")),
	string: texts("string"),
	"string[pyarrow]": texts("string[pyarrow]"),
	"object of bool": object(fc.boolean()),
	"category of text": categories(oddText, "object"),
	"category of int": categories(integerText, "int64"),
	"category of bool": categories(fc.boolean(), "bool"),
	"category of float": categories(
		fc.double({ noNaN: true }).map((value) => exactFloat(value + 0)),
		"float64",
	),
	"category of datetime": (rows) =>
		momentsIn().chain((moment) => categories(moment.map(String), "datetime64[ns]")(rows)),
	"object of int": valuesOf("object", integer),
	"object of float": object(fc.double().map((value): ExactValue => ({ float: exactFloat(value) }))),
	"object of datetime": object(days.map((day): ExactValue => ({ datetime: isoformat(day) }))),
	"datetime64[ms]": moments("datetime64", "ms"),
	"datetime64[ns]": moments("datetime64", "ns"),
	"datetime64[us]": moments("datetime64", "us"),
	"datetime64[s]": moments("datetime64", "s"),
	"datetime64[ns, UTC]": moments("datetime64", "ns", "UTC"),
	"datetime64[ns, Asia/Tokyo]": moments("datetime64", "ns", "Asia/Tokyo"),
	"datetime64[us, America/New_York]": moments("datetime64", "us", "America/New_York"),
	"datetime64[ns, Asia/Kolkata]": moments("datetime64", "ns", "Asia/Kolkata"),
	"datetime64[s, Australia/Lord_Howe]": moments("datetime64", "s", "Australia/Lord_Howe"),
	"datetime64[us, Africa/Monrovia]": moments("datetime64", "us", "Africa/Monrovia"),
	"datetime64[us, UTC+05:45]": moments("datetime64", "us", "UTC+05:45"),
	"timedelta64[ns]": moments("timedelta64", "ns"),
	"timedelta64[us]": moments("timedelta64", "us"),
	"timedelta64[s]": moments("timedelta64", "s"),
	"object of date": object(days.map((day) => ({ date: day.toISOString().slice(0, 10) }))),
	"object of any date": object(allDays.map((day) => ({ date: day.toISOString().slice(0, 10) }))),
	"object of time": object(clock.map((time) => ({ time }))),
	"object of Decimal": object(fc.integer().map((hundredths) => ({ decimal: (hundredths / 100).toFixed(2) }))),
	"object of odd Decimal": object(
		fc
			.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(8))
			.map(([unscaled, scale]) => ({ decimal: decimalText(unscaled, scale) })),
	),
	"object of bytes": object(oddText.map((text) => ({ bytes: Buffer.from(text).toString("base64") }))),
	// An integer in each: lists of nothing have no type, with which Python can send one record batch only.
	list: object(
		fc.tuple(fc.integer(), fc.array(orNull(fc.integer()))).map(([first, rest]) => ({
			list: [first, ...rest].map((value) => (value === null ? null : { int: String(value) })),
		})),
	),
	struct: object(
		fc.tuple(fc.integer(), oddText).map(
			([a, b]): ExactValue => ({
				dict: [
					["a", { int: String(a) }],
					["b", b],
				],
			}),
		),
	),
	"list of text": object(fc.array(oddText, { minLength: 1, maxLength: 3 }).map((list) => ({ list }))),
	"list of lists": object(
		fc
			.array(fc.array(integer, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
			.map((lists): ExactValue => ({ list: lists.map((list) => ({ list })) })),
	),
	"struct of struct": object(
		fc.tuple(integer, oddText).map(
			([a, b]): ExactValue => ({
				dict: [
					[
						"s",
						{
							dict: [
								["a", a],
								["名", b],
							],
						},
					],
				],
			}),
		),
	),
	"period[M]": valuesOf(
		"period[M]",
		orNull(
			fc
				.tuple(fc.integer({ min: 1800, max: 2200 }), fc.integer({ min: 1, max: 12 }))
				.map(([year, month]) => `${year}-${String(month).padStart(2, "0")}`),
		),
	),
	"interval[int64, right]": valuesOf(
		"interval[int64, right]",
		fc.tuple(fc.nat(1000), fc.nat(1000)).map(([from, length]) => [String(from), String(from + length)]),
	),
	"interval[float64, left]": intervals(
		"interval[float64, left]",
		fc.double({ min: -1e6, max: 1e6, noNaN: true }),
	),
	"interval[float64, both]": intervals(
		"interval[float64, both]",
		fc.double({ min: -1e6, max: 1e6, noNaN: true }),
	),
	"interval[int64, neither]": valuesOf(
		"interval[int64, neither]",
		fc.tuple(fc.nat(1000), fc.nat(1000)).map(([from, length]) => [String(from), String(from + length)]),
	),
	"all missing": object(fc.constant(null)),
} satisfies Record<string, Make>;

/** What pandas 3 has beside those. */
const PANDAS3_MAKERS = { str: texts("str"), "category of str": categories(oddText, "str") } satisfies Record<
	string,
	Make
>;

/** What can stand in a column that send_dataframe takes: a pandas dtype, or for object columns what is in them. */
export type ColumnKind = keyof typeof MAKERS | keyof typeof PANDAS3_MAKERS;
/** Every kind of column that {@link columnOf} makes and pandas 2 has a dtype for. */
export const COLUMN_KINDS = Object.keys(MAKERS) as ColumnKind[];
/** With pandas 3, which has its own dtype for text. */
export const PANDAS3_COLUMN_KINDS: readonly ColumnKind[] = [
	...COLUMN_KINDS,
	...(Object.keys(PANDAS3_MAKERS) as ColumnKind[]),
];

/** A column of `kind` with `rows` values, missing ones among them where the dtype has such. */
export function columnOf(kind: ColumnKind, rows: number): fc.Arbitrary<Column> {
	return { ...MAKERS, ...PANDAS3_MAKERS }[kind](rows);
}
