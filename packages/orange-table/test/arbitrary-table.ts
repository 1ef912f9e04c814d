import fc from "fast-check";
import {
	type Column,
	codeColumn,
	continuous,
	createDomain,
	discrete,
	numberColumn,
	OrangeTable,
	string,
	textColumn,
	time,
} from "../src";

/** Text of whole code points, odd ones among them. */
export const text = fc.oneof(
	fc.string({ unit: "binary", maxLength: 8 }),
	fc.constantFrom(
		"",
		" ",
		"日本語",
		"🍣",
		"é",
		"a,b",
		'"',
		"\n",
		"\0",
		"nan",
		"\ufeff",
		"'",
		"__index_level_0__",
		"x.1",
	),
);

/** What a ContinuousVariable may hold in Orange: its arrays turn infinite values into missing ones. */
const number = fc.oneof(
	fc.double({ noDefaultInfinity: true }),
	fc.integer().map(Number),
	fc.constantFrom(Number.NaN, -0, 0, -1.5, 1.5, 2 ** 53, -(2 ** 62)),
);

/** Whole or not, but always within int64, and seldom missing, so that a column without decimals can become int64. */
const smallNumber = fc.oneof(
	{ weight: 30, arbitrary: fc.double({ min: -(2 ** 62), max: 2 ** 62, noNaN: true }) },
	{ weight: 30, arbitrary: fc.integer() },
	{ weight: 1, arbitrary: fc.constant(Number.NaN) },
);

/** Seconds that datetime64[ns] can hold. */
export const seconds = fc.oneof(
	fc.double({ min: -9_223_372_036, max: 9_223_372_036 }),
	fc.integer({ min: -2_000_000_000_000, max: 2_000_000_000_000 }).map((milliseconds) => milliseconds / 1000),
	fc.integer({ min: -1024, max: 1_024_000 }).map((steps) => steps / 1024),
	fc.double({ min: -1, max: 1 }),
	// Next to the halves of a nanosecond, where rounding differs.
	fc
		.tuple(fc.nat({ max: 1e9 }), fc.integer({ min: -2, max: 2 }))
		.map(([nanosecond, ulps]) => (nanosecond + 0.5) * 1e-9 + ulps * 2 ** -53),
);

const columns = (rows: number, name: string): Record<Column["variable"]["kind"], fc.Arbitrary<Column>> => {
	const list = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: rows, maxLength: rows });
	return {
		continuous: fc
			.nat({ max: 5 })
			.chain((numberOfDecimals) =>
				list(numberOfDecimals === 0 ? smallNumber : number).map((values) =>
					numberColumn(continuous(name, { numberOfDecimals }), Float64Array.from(values)),
				),
			),
		discrete: fc
			.uniqueArray(text, { maxLength: 150, size: "max" })
			.chain((values) =>
				list(fc.integer({ min: -1, max: values.length - 1 })).map((codes) =>
					codeColumn(discrete(name, values), Int32Array.from(codes)),
				),
			),
		time: fc
			.record({ haveDate: fc.boolean(), haveTime: fc.boolean(), values: list(seconds) })
			.map((column) => {
				const { values, ...options } = column;
				return numberColumn(time(name, options), Float64Array.from(values));
			}),
		string: list(text).map((values) => textColumn(string(name), values)),
	};
};

const primitive = (rows: number, name: string) => {
	const { continuous, discrete, time } = columns(rows, name);
	return fc.oneof(continuous, discrete, time);
};

const any = (rows: number, name: string) => fc.oneof(primitive(rows, name), columns(rows, name).string);

/** Tables of any domain, as Orange's own could be. */
export const table: fc.Arbitrary<OrangeTable> = fc
	.record({
		rows: fc.nat({ max: 12 }),
		names: fc.uniqueArray(text, { maxLength: 7 }),
		cuts: fc.tuple(fc.nat(7), fc.nat(7)),
	})
	.chain(({ rows, names, cuts }) => {
		const [first, second] = cuts.sort((a, b) => a - b) as [number, number];
		const pick = (from: number, to: number, arbitrary: typeof any) =>
			fc.tuple(...names.slice(from, to).map((name) => arbitrary(rows, name)));
		return fc
			.tuple(pick(0, first, primitive), pick(first, second, primitive), pick(second, names.length, any))
			.map(([attributes, classVars, metas]) => {
				const variables = (list: readonly Column[]) => list.map(({ variable }) => variable);
				const domain = createDomain({
					attributes: variables(attributes),
					classVars: variables(classVars),
					metas: variables(metas),
				});
				return new OrangeTable(domain, [...attributes, ...classVars, ...metas], rows);
			});
	});
