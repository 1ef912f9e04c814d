import fc from "fast-check";
import { exactFloat } from "./exact-value";
import type { TableSpec, VariableSpec } from "./table-spec";
import { oddText } from "./text-arbitrary";

/** How large the Orange Tables become. */
export interface TableSpecOptions {
	/** Most rows; default 20. */
	rows?: number;
	/** Most variables; default 7. */
	variables?: number;
}

type Column = { variable: VariableSpec; values: TableSpec["metas"][number] };
type Make = (name: string, rows: number) => fc.Arbitrary<Column>;

/** Orange Tables: every kind of variable in every role it can have, odd names, unused values, missing values; no rows and no columns too. */
export function tableSpec({ rows = 20, variables = 7 }: TableSpecOptions = {}): fc.Arbitrary<TableSpec> {
	return fc
		.record({
			rows: fc.nat(rows),
			names: fc.uniqueArray(oddName, { maxLength: variables }),
			cuts: fc.tuple(fc.nat(variables), fc.nat(variables)),
		})
		.chain(({ rows, names, cuts }) => {
			const [first, second] = cuts.sort((a, b) => a - b) as [number, number];
			const columns = (from: number, to: number | undefined, makers: Make[]) =>
				fc.tuple(...names.slice(from, to).map((name) => fc.oneof(...makers.map((make) => make(name, rows)))));
			return fc
				.tuple(columns(0, first, NUMERIC), columns(first, second, NUMERIC), columns(second, undefined, ANY))
				.map((roles) => tableOf(rows, roles));
		});
}

function tableOf(rows: number, [attributes, classVars, metas]: [Column[], Column[], Column[]]): TableSpec {
	const variables = (columns: Column[]) => columns.map(({ variable }) => variable);
	const values = (columns: Column[]) => columns.map(({ values }) => values);
	return {
		rows,
		domain: { attributes: variables(attributes), classVars: variables(classVars), metas: variables(metas) },
		X: values(attributes) as TableSpec["X"],
		Y: values(classVars) as TableSpec["Y"],
		metas: values(metas),
	};
}

const oddName = fc.oneof(fc.constantFrom("x", "y", "表の列", "__index_level_0__", "x.1", "index"), oddText);
const attributes = fc.dictionary(fc.constantFrom("unit", "名前", "colors"), fc.oneof(oddText, fc.integer()), {
	maxKeys: 2,
	noNullPrototype: true,
});
const list = <T>(value: fc.Arbitrary<T>, rows: number) =>
	fc.array(value, { minLength: rows, maxLength: rows });

const numbers = fc.oneof(
	fc.double(),
	fc.integer().map(Number),
	fc.constantFrom(Number.NaN, Infinity, -Infinity, -0, 0, 1.5, 2 ** 53, -(2 ** 62)),
);
/** Mostly whole and present, so that a column without decimals can become int64. */
const smallNumbers = fc.oneof(
	{ weight: 30, arbitrary: fc.integer().map(Number) },
	{ weight: 10, arbitrary: fc.double({ min: -(2 ** 62), max: 2 ** 62, noNaN: true }) },
	{ weight: 1, arbitrary: fc.constant(Number.NaN) },
);
const seconds = fc.oneof(
	fc.double({ min: -9_223_372_036, max: 9_223_372_036 }),
	fc.integer({ min: -(2 ** 40), max: 2 ** 42 }).map((milliseconds) => milliseconds / 1000),
	fc.integer({ min: -100_000, max: 100_000 }).map((days) => days * 86_400),
	fc.constantFrom(Number.NaN, -0, 0, 1_612_325_106.789),
);

const continuous: Make = (name, rows) =>
	fc.tuple(fc.nat(5), attributes).chain(([numberOfDecimals, attributes]) =>
		list(numberOfDecimals === 0 ? smallNumbers : numbers, rows).map((values) => ({
			variable: { kind: "continuous", name, numberOfDecimals, attributes },
			values: values.map(exactFloat),
		})),
	);

const discrete: Make = (name, rows) =>
	fc.tuple(fc.uniqueArray(oddText, { maxLength: 12 }), attributes).chain(([values, attributes]) =>
		list(fc.integer({ min: -1, max: values.length - 1 }), rows).map((codes) => ({
			variable: { kind: "discrete", name, values, attributes },
			values: codes.map((code) => (code < 0 ? "nan" : code)),
		})),
	);

const time: Make = (name, rows) =>
	fc
		.record({
			haveDate: fc.boolean(),
			haveTime: fc.boolean(),
			timezone: fc.constantFrom("UTC", "Asia/Tokyo", "+09:00", "-03:30", "America/New_York"),
			attributes,
			values: list(seconds, rows),
		})
		.map(({ values, ...rest }) => ({
			variable: { kind: "time", name, ...rest },
			values: values.map(exactFloat),
		}));

const string: Make = (name, rows) =>
	fc
		.record({ attributes, values: list(oddText, rows) })
		.map(({ attributes, values }) => ({ variable: { kind: "string", name, attributes }, values }));

const NUMERIC = [continuous, discrete, time];
const ANY = [...NUMERIC, string];
