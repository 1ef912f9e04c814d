import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ArrowPayload, openArrow } from "@allye/arrow-ipc";
import type { ByteSource } from "@allye/protocol/contract";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Column, type LoadOrangeTableOptions, loadOrangeTable, textValues } from "../src";
import { type ColumnSpec, fromHex, Oracle, type OracleColumn, type OracleRequest } from "./from-arrow-oracle";

let oracle: Oracle;
let folder: string;
beforeAll(async () => {
	oracle = new Oracle();
	folder = await mkdtemp(join(tmpdir(), "allye-from-arrow-"));
});
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
		if (expected.error !== undefined) return [{ spec, expected }];
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
const nanos = fc.oneof(fc.bigInt({ min: -9_223_372_036_000_000_000n, max: 9_223_372_036_000_000_000n }), fc.integer({ min: -30_000, max: 30_000 }).map((day) => BigInt(day) * 86_400_000_000_000n)); // biome-ignore format: one line
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
	text: plain("object", fc.string({ unit: "grapheme" })),
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
});
