import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ArrowColumn, type ArrowPayload, createArrowWriter, openArrow } from "@allye/arrow-ipc";
import type { ByteSource } from "@allye/protocol/contract";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
	type Column,
	codeColumn,
	createDomain,
	type LoadOrangeTableOptions,
	type LoadProgress,
	loadOrangeTable,
	numberColumn,
	OrangeTable,
	orangeToArrow,
	textValues,
} from "../src";
import { type ColumnSpec, fromHex, Oracle, type OracleColumn, type OracleRequest } from "./from-arrow-oracle";

let oracle: Oracle;
let folder: string;
beforeAll(async () => {
	oracle = await Oracle.start();
	folder = await mkdtemp(join(tmpdir(), "allye-from-arrow-"));
}, 120_000);
afterAll(async () => {
	oracle.close();
	await rm(folder, { recursive: true });
});

const codecs = { decompress: () => Promise.reject(new Error("the files of these tests are not compressed")) };

function sourceOf(bytes: Uint8Array): ByteSource {
	return {
		size: bytes.length,
		label: "a test's bytes",
		async read(offset, length, options) {
			const part = bytes.slice(offset, offset + length);
			options?.into?.set(part);
			return options?.into ?? part;
		},
		async close() {},
	};
}

/** What Orange makes of the columns, and the payload that it was made from. */
async function asked(request: OracleRequest): Promise<{ payload: ArrowPayload; orange: OracleColumn[] }> {
	const path = join(folder, "payload.arrow");
	const orange = await oracle.ask({ ...request, path });
	const payload = await openArrow(sourceOf(await readFile(path)), { format: "file", codecs });
	return { payload, orange };
}

/** A column of ours in the words of from-arrow.py. */
function described(column: Column, role: string): OracleColumn {
	const { variable } = column;
	if ("chunks" in column) return { role, kind: "string", data: [...textValues(column)] } as OracleColumn;
	const numbers =
		"codes" in column
			? Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code))
			: [...column.values];
	const common = { role, kind: variable.kind, data: numbers } as unknown as OracleColumn;
	if (variable.kind === "discrete") return { ...common, values: [...variable.values] };
	if (variable.kind === "continuous") return { ...common, decimals: variable.numberOfDecimals };
	if (variable.kind !== "time") return common;
	const { haveDate, haveTime, timezone } = variable;
	return { ...common, haveDate, haveTime, timezone };
}

function parsed(column: OracleColumn): OracleColumn {
	if (column.kind === "string") return column;
	return { ...column, data: column.data.map(fromHex) as unknown as string[] };
}

/** Loads what Python sent, and compares each column with Orange's. */
async function compare(request: OracleRequest, options: LoadOrangeTableOptions = {}): Promise<void> {
	const { payload, orange } = await asked(request);
	const rows = request.rows && { start: request.rows[0], end: request.rows[1] };
	const { table, reasons } = await loadOrangeTable(payload, { ...options, ...(rows && { rows }) });
	const differences = request.columns.flatMap((spec, i) => {
		const expected = orange[i]!;
		// pandas cannot round to a midnight that a change to summer time left out or had twice, nor near its range's ends.
		if (expected.error !== undefined)
			return /^(NonExistentTime|AmbiguousTime|Overflow)Error/.test(expected.error)
				? []
				: [{ spec, expected }];
		const role = table.domain.metas.some(({ name }) => name === spec.name) ? "meta" : "attribute";
		const mine = described(table.column(spec.name), role);
		expect(reasons.get(spec.name), spec.name).toMatch(/./);
		try {
			expect(mine).toEqual(parsed(expected));
			return [];
		} catch {
			return [{ spec, mine, expected: parsed(expected) }];
		}
	});
	expect(differences).toEqual([]);
}

const missingSome = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4, nil: null });
const WORDS = ["a", "b", "", "東京", "😀", "\uFF01", "1", "2020", "nan", "NaT", "x y", "Ａ"];
const int64 = fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n });
const small = fc.oneof(fc.integer({ min: -5, max: 5 }).map(BigInt), int64);
// Microseconds past 2^53 (the year 2255) are rounded before they are divided: a listed difference.
const nanos = fc.oneof(fc.bigInt({ min: -(2n ** 53n) * 1000n, max: 2n ** 53n * 1000n }), fc.integer({ min: -30_000, max: 30_000 }).map((day) => BigInt(day) * 86_400_000_000_000n)); // biome-ignore format: one line
const perUnit = { s: 1_000_000_000n, ms: 1_000_000n, us: 1000n, ns: 1n } as const;
const unit = fc.constantFrom(...(["s", "ms", "us", "ns"] as const));
const zone = fc.constantFrom(
	null,
	"UTC",
	"Asia/Tokyo",
	"America/New_York",
	"+09:00",
	"-05:30",
	"Europe/London",
);

type Make = (rows: number) => fc.Arbitrary<Omit<ColumnSpec, "name">>;
const listOf = <T>(value: fc.Arbitrary<T>, rows: number) =>
	fc.array(value, { minLength: rows, maxLength: rows });
const texts = <T>(values: readonly (T | null)[]) =>
	values.map((value) => (value === null ? null : String(value)));
const plain = (make: string, value: fc.Arbitrary<unknown>, more: object = {}): Make => (rows) =>
	listOf(missingSome(value), rows).map((values) => ({ make, values, ...more })); // biome-ignore format: one line
const numbers = (make: string, value: fc.Arbitrary<unknown>, more: object = {}): Make => (rows) =>
	listOf(missingSome(value), rows).map((values) => ({ make, values: texts(values), ...more })); // biome-ignore format: one line
const present = (make: string, value: fc.Arbitrary<unknown>, more: object = {}): Make => (rows) =>
	listOf(value, rows).map((values) => ({ make, values: values.map((v) => (typeof v === "boolean" ? v : String(v))), ...more })); // biome-ignore format: one line
const moments = (make: string): Make => (rows) =>
	fc.record({ unit, zone, values: listOf(missingSome(nanos), rows), daily: fc.boolean() }).map(({ unit, zone, values, daily }) => ({
		make,
		unit,
		zone: make === "datetime" ? zone : null,
		values: texts(values.map((v) => v === null ? null : (daily ? (v / 86_400_000_000_000n) * 86_400_000_000_000n : v) / perUnit[unit])),
	})); // biome-ignore format: one line

/** Every sort of column that send_dataframe can send and Orange accepts. */
const KINDS: Readonly<Record<string, Make>> = {
	float64: numbers("float64", fc.double({ noNaN: true })),
	float32: numbers("float32", fc.float({ noNaN: true })),
	float16: numbers(
		"float16",
		fc.integer({ min: -100, max: 100 }).map((n) => n / 4),
	),
	int8: present("int", fc.integer({ min: -128, max: 127 }), { dtype: "int8" }),
	int64: present("int", small, { dtype: "int64" }),
	uint64: present("int", fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { dtype: "uint64" }),
	Int64: numbers("nullable", small, { dtype: "Int64" }),
	UInt8: numbers("nullable", fc.integer({ min: 0, max: 255 }), { dtype: "UInt8" }),
	bool: present("bool", fc.boolean()),
	"bool with None": plain("object", fc.boolean()),
	"few words": plain("object", fc.constantFrom(...WORDS.slice(0, 4))),
	words: plain("object", fc.constantFrom(...WORDS)),
	// The first character keeps it from what pandas would guess to be a time.
	text: plain(
		"object",
		fc.string({ unit: "grapheme" }).map((text) => `語${text}`),
	),
	string: plain("string", fc.constantFrom(...WORDS)),
	"string[pyarrow]": plain("string", fc.constantFrom(...WORDS), { dtype: "string[pyarrow]" }),
	category: plain("category", fc.constantFrom("b", "東京", "a"), { categories: ["b", "東京", "a", "never"] }),
	"ordered category": plain("category", fc.constantFrom("lo", "hi"), {
		categories: ["lo", "hi"],
		ordered: true,
	}),
	"category of dates": plain("category", fc.constantFrom("2020-01-01"), {
		categories: ["2020-01-01", "2020-01-02"],
	}),
	floatCategory: numbers(
		"floatCategory",
		fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(1, 1e16, 1e-5, 0.1, 123456789)),
	),
	intCategory: numbers("intCategory", fc.integer({ min: -3, max: 12 })),
	boolCategory: plain("boolCategory", fc.boolean()),
	datetimeCategory: moments("datetimeCategory"),
	timedeltaCategory: numbers("timedeltaCategory", fc.oneof(nanos, fc.constantFrom(0n, 86_400_000_000_000n))),
	dateCategory: plain("dateCategory", fc.integer({ min: -5000, max: 50_000 })),
	timeCategory: plain("timeCategory", fc.integer({ min: 0, max: 86_399_999_999 })),
	decimalCategory: plain("decimalCategory", fc.constantFrom("1.10", "-2.00", "10.05")),
	bytesCategory: plain("bytesCategory", fc.constantFrom("b", "a", "日本")),
	datetime: moments("datetime"),
	date: plain("date", fc.integer({ min: -100_000, max: 100_000 })),
	"date out of range": plain("date", fc.constantFrom(-700_000, 106_752, -106_752, 0)),
	time: plain(
		"time",
		fc.oneof(fc.integer({ min: 0, max: 86_399_999_999 }), fc.constantFrom(0, 3_600_000_000)),
	),
	timedelta: (rows) =>
		fc.record({ unit, values: listOf(missingSome(nanos), rows) }).map(({ unit, values }) => ({
			make: "timedelta",
			unit,
			values: texts(values.map((v) => (v === null ? null : v / perUnit[unit]))),
		})),
	"whole days": numbers(
		"timedelta",
		fc.integer({ min: -5, max: 5 }).map((day) => BigInt(day) * 86_400n),
		{ unit: "s" },
	),
	decimal: plain("decimal", fc.constantFrom("1.10", "2.20", "-0.05", "10.00", "9.99")),
	bytes: plain("bytes", fc.constantFrom("a", "b", "日本", "2020-01-01")),
	"interval of int": plain(
		"interval",
		fc.integer({ min: -9, max: 9 }).map((n) => [n, n + 2]),
		{ closed: "both" },
	),
	"interval of float": plain(
		"interval",
		fc.double({ min: -1e20, max: 1e20 }).map((n) => [String(n), String(n + 1e6)]),
		{ float: true, closed: "left" },
	),
	null: plain("null", fc.constant(null)),
	...Object.fromEntries(
		["Y", "Y-JUN", "Q", "Q-NOV", "M", "2M", "W", "W-WED", "D", "B", "h", "min", "s", "ms", "us", "ns"].map(
			(freq) => [
				`period ${freq}`,
				numbers(
					"period",
					fc.integer({ min: -30_000, max: 30_000 }).filter((n) => !/^[YQ]/.test(freq) || Math.abs(n) < 1000),
					{ freq },
				),
			],
		),
	),
};

describe("loadOrangeTable", () => {
	const rowCount = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 5, max: 40 }));

	it.each(Object.keys(KINDS))("gives what table_from_frame(get_dataframe()) gives: %s", async (kind) => {
		const columns = fc
			.tuple(rowCount, fc.constant(null))
			.chain(([rows]) =>
				listOf(KINDS[kind]!(rows), 6).map((specs) =>
					specs.map((spec, i) => ({ name: `${kind} ${i}`, ...spec }) as ColumnSpec),
				),
			);
		for (const specs of fc.sample(columns, 8)) await compare({ columns: specs });
	});

	it("gives the same of no rows at all", async () => {
		for (const kind of Object.keys(KINDS)) {
			const [spec] = fc.sample(KINDS[kind]!(0), 1);
			await compare({ columns: [{ name: kind, ...spec } as ColumnSpec] });
		}
	});
});

const request = (...columns: ColumnSpec[]): OracleRequest => ({ columns });
const column = (name: string, make: string, values: readonly unknown[], more: object = {}): ColumnSpec => ({ name, make, values, ...more }); // biome-ignore format: one line

describe("the acceptance set: every kind, missing values in each", () => {
	const set = request(
		column("floats", "float64", ["1.5", null, "-0.25", "1e300"]),
		column("integers", "int", ["1", "2", "-3", "9007199254740993"], { dtype: "int64" }),
		column("integers with missing", "nullable", ["1", null, "3", "4"], { dtype: "Int64" }),
		column("booleans", "bool", [true, false, true, true]),
		column("booleans with missing", "object", [true, null, false, true]),
		column("text", "object", ["日本語", null, "😀 emoji", "日本語"]),
		column("distinct text", "object", ["日本語", "😀", "x", "\uFF01"]),
		column("string", "string", ["日本語", null, "😀", ""]),
		column("categories", "category", ["b", null, "a", "b"], { categories: ["b", "a", "z"] }),
		column("dates", "date", [18_262, null, 0, -1]),
		column("ISO dates", "object", ["2020-01-01", null, "1999-12-31", ""]),
		column("times with a zone", "datetime", ["1600000000123456789", null, "0", "-1"], { unit: "ns", zone: "Asia/Tokyo" }), // biome-ignore format: one line
		column("times without", "datetime", ["1600000000123", null, "0", "-1"], { unit: "ms" }),
		column("midnights in Tokyo", "datetime", ["1577804400", null, "54000", "-32400"], { unit: "s", zone: "Asia/Tokyo" }), // biome-ignore format: one line
		column("times of day", "time", [0, null, 3_600_000_000, 0]),
		column("all missing", "null", [null, null, null, null]),
	);

	it("equals Orange's, whole", () => compare(set));
	it("equals Orange's of those rows alone", async () => {
		for (const rows of [[0, 0], [0, 1], [1, 2], [1, 4], [2, 4]] as const) await compare({ ...set, rows }); // biome-ignore format: one line
	});
	it("equals Orange's over many record batches", async () => {
		for (const chunkRows of [1, 3]) {
			await compare({ ...set, chunkRows });
			await compare({ ...set, chunkRows, rows: [1, 4] });
		}
	});
});

describe("text that is a time", () => {
	const today = () => {
		const now = new Date();
		const pad = (n: number) => String(n).padStart(2, "0");
		return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
	};

	it("has the date, the time or both as Orange says, and its zone", () =>
		compare(
			request(
				column("iso", "object", ["2020-01-01T10:11:12.123456789Z", "2020-01-02T00:00:00Z"]),
				column("offset", "object", ["2020-01-01T00:00:00+09:00", "2020-01-02T00:00:00+09:00"]),
				column("offset and time", "object", ["2020-01-01T00:00:00-05:30", "2020-01-02T00:00:01-05:30"]),
				column("clock", "object", ["10:11", "10:11:12.5"]),
				column("clock at midnight", "object", ["00:00", "00:00"]),
				column("today", "object", [`${today()} 10:00`, `${today()} 11:00:00`.slice(0, 16)]),
				column("american", "object", ["01/31/2020", "02/01/2020"]),
				column("quarters", "object", ["2020Q1", "2020Q4"]),
				column("missing", "object", ["NaT", null]),
				column("none", "object", ["", null]),
			),
		));

	it("takes timestamps of today for times without a date", async () => {
		const midnight = BigInt(Math.floor(Date.parse(`${today()}T00:00:00Z`) / 1000));
		for (const [unit, per] of Object.entries({ s: 1n, ms: 1000n, us: 1_000_000n, ns: 1_000_000_000n })) {
			// The last 128 nanoseconds of a day round up to the next one in a double: a listed difference.
			const last = (midnight + 86_400n) * per - (unit === "ns" ? 1000n : 1n);
			const values = [midnight * per + 1n, null, last].map((v) => v && String(v));
			await compare(request(column(unit, "datetime", values, { unit })));
		}
	});

	it("knows a nanosecond after midnight from midnight", () =>
		compare(
			request(
				column("midnight", "datetime", ["1577836800000000000", "1577923200000000000"], { unit: "ns" }),
				column("after", "datetime", ["1577836800000000000", "1577923200000000001"], { unit: "ns" }),
				column("before", "datetime", ["1577836799999999999", "1577923200000000000"], { unit: "ns" }),
			),
		));
});

describe("many rows", () => {
	const rows = Array.from({ length: 3000 }, (_, i) => i);

	it("decides by the number of distinct values, and says why", async () => {
		const sent = request(
			column("few", "object", rows.map((i) => `v${i % 206}`)),
			column("many", "object", rows.map((i) => `v${i % 207}`)),
			column("few dates", "object", rows.map((i) => `2020-01-${String((i % 28) + 1).padStart(2, "0")}`)),
			column("many times", "object", rows.map((i) => new Date(i * 1e8).toISOString())),
			column("almost times", "object", rows.map((i) => (i === 2999 ? "x" : new Date(i * 1e8).toISOString()))),
		); // biome-ignore format: one column a line
		await compare({ ...sent, chunkRows: 700 });
		const { payload } = await asked(sent);
		const { reasons } = await loadOrangeTable(payload);
		expect(Object.fromEntries(reasons)).toEqual({
			few: "206 distinct in 3,000 rows, fewer than 207",
			many: "207 or more distinct in 3,000 rows",
			"few dates": "every value is a time: %Y-%m-%d",
			"many times": "every value is a time: %Y-%m-%dT%H:%M:%S.%f%z",
			"almost times": "207 or more distinct in 3,000 rows",
		});
	});
});

describe("Arrow types that pandas does not send by itself", () => {
	const arrow = (name: string, type: string, values: readonly unknown[], more: object = {}) =>
		column(name, "arrow", values, { type, ...more });

	it("become what Orange makes of them", async () => {
		const numbers = ["1", null, "-3", "4"];
		await compare(
			request(
				arrow("int64 with missing", "int64()", numbers, { of: "int" }),
				arrow("uint64 with missing", "uint64()", ["1", null, "18446744073709551615", "4"], { of: "int" }),
				arrow("large_string", "large_string()", ["a", null, "a", "b"]),
				arrow("string_view", "string_view()", ["a", null, "a", "a long one that needs a buffer"]),
				arrow("date64", "date64()", ["1", null, "86400000", "-1"], { of: "int" }),
				arrow("time32[s]", "time32('s')", ["1", null, "3600", "1"], { of: "int" }),
				arrow("time32[ms]", "time32('ms')", ["1", null, "3600", "1"], { of: "int" }),
				arrow("time64[ns]", "time64('ns')", ["1000", null, "0", "1000"], { of: "int" }),
				arrow("decimal", "decimal128(38, 10)", ["0.0000001", null, "1E+3", "1E+3"], { of: "decimal" }),
				arrow("negative scale", "decimal128(5, -2)", ["1000", null, "2000", "2000"], { of: "decimal" }),
				arrow("decimal256", "decimal256(40, 2)", ["10.5", null, "9.25", "9.25"], { of: "decimal" }),
				arrow("null", "null()", [null, null, null, null]),
				arrow("dictionary", "int8()", [1, null, 0, 1], {
					dictionary: arrow("", "large_string()", ["b", "a"]),
				}),
				arrow("dictionary of float32", "int8()", [1, null, 0, 1], { dictionary: arrow("", "float32()", [0.1, 1e-7]) }), // biome-ignore format: one line
				arrow("utc", "timestamp('us', 'utc')", numbers, { of: "int" }),
				arrow("+00:00", "timestamp('us', '+00:00')", numbers, { of: "int" }),
			),
		);
	});

	it("that Orange refuses become text, or numbers", async () => {
		const { payload } = await asked(
			request(
				arrow("list", "list_(int64())", [[1, 2], [], null]),
				arrow("struct", "struct([('a', int64()), ('b', string())])", [
					{ a: 1, b: "x" },
					{ a: null, b: "日" },
					null,
				]),
				arrow("map", "map_(string(), float64())", [[["a", 1.5]], [], null], { of: "pairs" }),
				arrow("nested", "list_(struct([('t', timestamp('ms'))]))", [[{ t: 1 }], [], null]),
			),
		);
		const { table } = await loadOrangeTable(payload);
		expect(table.domain.metas.map(({ name }) => name)).toEqual(["list", "struct", "map", "nested"]);
		expect([...table.rows()]).toEqual([
			["[1, 2]", '{"a": 1, "b": "x"}', '{"a": 1.5}', '[{"t": "1970-01-01T00:00:00.001000"}]'],
			["[]", '{"a": null, "b": "日"}', "{}", "[]"],
			[null, null, null, null],
		]);
		const boolean = await asked(request(column("boolean", "boolean", [true, null, false])));
		expect(boolean.orange[0]!.error).toMatch(/TypeError/);
		expect([...(await loadOrangeTable(boolean.payload)).table.rows()]).toEqual([[1], [null], [0]]);
	});

	it("bytes that are no text are refused, by name and row", async () => {
		const { payload } = await asked(request(column("raw", "hex", ["61", null, "ff"])));
		await expect(loadOrangeTable(payload)).rejects.toMatchObject({
			code: "TYPE_UNSUPPORTED",
			message: expect.stringMatching(/"raw".*row 2/),
		});
	});

	it("two columns of one name are refused, unless others are chosen", async () => {
		const { payload } = await asked(request(column("a", "bool", [true]), column("b", "bool", [true])));
		const [a, b] = payload.columns as [ArrowColumn, ArrowColumn];
		const twice = { ...payload, rowCount: 1, schema: payload.schema, columns: [a, a, b] } as ArrowPayload;
		await expect(loadOrangeTable(twice)).rejects.toMatchObject({
			code: "TYPE_UNSUPPORTED",
			message: expect.stringMatching(/"a"/),
		});
		expect((await loadOrangeTable(twice, { columns: ["b"] })).table.rowCount).toBe(1);
	});
});

describe("options", () => {
	const sent = request(
		column("n", "int", ["1", "2", "3"], { dtype: "int64" }),
		column("text", "object", ["2", "x", "2"]),
		column("word", "object", ["b", "a", null]),
		column("day", "object", ["2020-01-01", "2020-01-02", ""]),
	);

	it("columns are chosen, in the payload's order; unknown ones are refused", async () => {
		const { payload } = await asked(sent);
		const { table } = await loadOrangeTable(payload, { columns: ["day", "n"] });
		expect(table.columns.map(({ variable }) => variable.name)).toEqual(["n", "day"]);
		await expect(loadOrangeTable(payload, { columns: ["nope"] })).rejects.toMatchObject({
			code: "INVALID_ARGUMENT",
		});
		await expect(loadOrangeTable(payload, { rows: { start: 2, end: 9 } })).rejects.toMatchObject({ code: "INVALID_ARGUMENT" }); // biome-ignore format: one line
	});

	it("a domain decides kinds, values, roles and order", async () => {
		const { payload } = await asked(sent);
		const domain = createDomain({
			attributes: [
				{ kind: "discrete", name: "word", values: ["a", "c"], attributes: { colors: ["#fff"] } },
				{ kind: "continuous", name: "text", numberOfDecimals: 1, attributes: {} },
			],
			classVars: [{ kind: "discrete", name: "n", values: ["3", "1"], attributes: {} }],
			metas: [{ kind: "string", name: "day", attributes: {} }],
		});
		const { table, warnings } = await loadOrangeTable(payload, { domain });
		expect(table.domain).toEqual(domain);
		expect([...table.rows()]).toEqual([
			[null, 2, "1", "2020-01-01"],
			["a", null, null, "2020-01-02"],
			[null, 2, "3", null],
		]);
		expect(warnings).toHaveLength(3);
	});

	it("a domain that was inferred from the rows changes nothing", async () => {
		for (const kind of Object.keys(KINDS)) {
			const [values] = fc.sample(KINDS[kind]!(12), 1);
			const { payload } = await asked(request({ name: kind, ...values } as ColumnSpec));
			const { table } = await loadOrangeTable(payload);
			const again = await loadOrangeTable(payload, { domain: table.domain });
			expect([kind, again.table.domain, [...again.table.rows()]]).toEqual([
				kind,
				table.domain,
				[...table.rows()],
			]);
		}
	});

	it("an override changes one column's kind or role", async () => {
		const { payload } = await asked(sent);
		const { table } = await loadOrangeTable(payload, {
			overrides: { n: { kind: "discrete", role: "class" }, day: { kind: "string" }, text: { kind: "continuous", role: "meta" } }, // biome-ignore format: one line
		});
		expect(table.domain.classVars).toMatchObject([{ kind: "discrete", name: "n", values: ["1", "2", "3"] }]);
		expect(table.domain.metas).toMatchObject([
			{ kind: "continuous", name: "text" },
			{ kind: "string", name: "day" },
		]);
		expect(table.domain.attributes).toMatchObject([{ name: "word" }]);
	});

	it("the domain that a Transmitter wrote is restored, unless that is not wanted", async () => {
		const table = new OrangeTable(
			createDomain({
				attributes: [{ kind: "continuous", name: "x", numberOfDecimals: 5, attributes: { unit: "m" } }],
				classVars: [{ kind: "discrete", name: "c", values: ["no", "yes"], attributes: {} }],
				metas: [{ kind: "continuous", name: "m", numberOfDecimals: 0, attributes: {} }],
			}),
			[
				numberColumn({ kind: "continuous", name: "x", numberOfDecimals: 5, attributes: { unit: "m" } }, [
					1.5,
					null,
				]),
				codeColumn({ kind: "discrete", name: "c", values: ["no", "yes"], attributes: {} }, ["yes", null]),
				numberColumn({ kind: "continuous", name: "m", numberOfDecimals: 0, attributes: {} }, [1, null]),
			],
		);
		const payload = await payloadOf(table);
		const restored = (await loadOrangeTable(payload)).table;
		expect([restored.domain, [...restored.rows()]]).toEqual([table.domain, [...table.rows()]]);
		const plain = await loadOrangeTable(payload, { restoreDomain: false });
		expect(plain.table.domain.attributes.map(({ name }) => name)).toEqual(["x", "c", "m"]);
	});

	it("an abort stops it; progress counts up to all rows", async () => {
		const { payload } = await asked(sent);
		const reason = new Error("changed my mind");
		const failure = loadOrangeTable(payload, { signal: AbortSignal.abort(reason) });
		await expect(failure).rejects.toMatchObject({ code: "ABORTED", cause: reason });
		const seen: LoadProgress[] = [];
		await loadOrangeTable(payload, { onProgress: (progress) => seen.push(progress) });
		expect(seen.at(-1)).toMatchObject({ rows: 3, totalRows: 3 });
	});
});

/** What a Transmitter would write of a table. */
async function payloadOf(table: OrangeTable): Promise<ArrowPayload> {
	const { schema, batches } = await orangeToArrow(table);
	const parts: Uint8Array[] = [];
	const sink = { write: async (bytes: Uint8Array) => void parts.push(bytes.slice()) };
	const writer = createArrowWriter(sink, { schema, format: "file", compression: null, codecs });
	for await (const batch of batches) await writer.write(batch);
	await writer.close();
	return openArrow(sourceOf(Buffer.concat(parts)), { format: "file", codecs });
}
