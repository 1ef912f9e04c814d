import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
	type ArrayData,
	arrowValue,
	boolArray,
	dictionaryArray,
	float64Array,
	int64Array,
	timestampArray,
	utf8Array,
} from "../src";
import { written } from "./memory-sink";
import { PythonPeer } from "./python-peer";

let python: PythonPeer;
beforeAll(async () => {
	python = await PythonPeer.start();
});
afterAll(() => python[Symbol.asyncDispose]());

const valuesOf = (array: ArrayData) =>
	Array.from({ length: array.length }, (_, row) => arrowValue(array, row));
const invalid = (message: RegExp) =>
	expect.objectContaining({ code: "INVALID_ARGUMENT", message: expect.stringMatching(message) });

describe("an array has the values it was built from", () => {
	const float = fc.double({ noNaN: false });

	it("float64, NaN as null or as a value, over the same memory", () => {
		fc.assert(
			fc.property(fc.array(float), (values) => {
				const memory = Float64Array.from(values);
				const array = float64Array("x", memory);
				expect(valuesOf(array)).toEqual(values.map((value) => (Number.isNaN(value) ? null : value)));
				expect(array.nullCount).toBe(values.filter(Number.isNaN).length);
				expect(array.validity === null).toBe(array.nullCount === 0);
				expect(array.buffers[0].buffer).toBe(memory.buffer);
				expect(valuesOf(float64Array("x", memory, { nan: "value" }))).toEqual(values);
			}),
		);
	});

	it("int64 from any whole double of 64 bits", () => {
		const whole = fc.oneof(
			fc.integer(),
			fc.maxSafeInteger(),
			fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 2n ** 11n }).map(Number),
			fc.constantFrom(0, -0, -1, 2 ** 32, -(2 ** 32), 2 ** 31, -(2 ** 63), Number.NaN),
		);
		fc.assert(
			fc.property(fc.array(whole), (values) => {
				const expected = values.map((value) => (Number.isNaN(value) ? null : BigInt(value)));
				expect(valuesOf(int64Array("x", Float64Array.from(values)))).toEqual(expected);
			}),
		);
		for (const value of [0.5, 2 ** 63, -(2 ** 64), Number.POSITIVE_INFINITY]) {
			expect(() => int64Array("x", Float64Array.of(1, value))).toThrowError(invalid(/Row 1 of column "x"/));
		}
	});

	it("utf8 from strings and from packed text", () => {
		const text = fc.option(fc.string({ unit: "grapheme", maxLength: 20 }));
		fc.assert(
			fc.property(fc.array(text), (values) => {
				const array = utf8Array("x", values);
				expect(valuesOf(array)).toEqual(values);
				const [offsets, bytes] = array.buffers;
				const chunk = {
					length: array.length,
					offsets: new Int32Array(offsets.buffer),
					bytes,
					validity: array.validity,
				};
				const packed = utf8Array("x", chunk);
				expect(valuesOf(packed)).toEqual(values);
				expect(packed.buffers[1]).toBe(bytes);
			}),
		);
		expect(valuesOf(utf8Array("x", ["a\ud800b"]))).toEqual(["a\ufffdb"]);
		const short = { length: 2, offsets: Int32Array.of(0, 1, 9), bytes: new Uint8Array(3), validity: null };
		expect(() => utf8Array("x", short)).toThrowError(invalid(/"x".*offsets/));
	});

	it("bool from booleans and from numbers", () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom(true, false, null)), (values) => {
				expect(valuesOf(boolArray("x", values))).toEqual(values);
				const numbers = Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value)));
				expect(valuesOf(boolArray("x", numbers))).toEqual(values);
			}),
		);
	});

	it("timestamps over the same memory, with nulls where the validity says", () => {
		const memory = BigInt64Array.of(1n, -5n, 2n ** 62n);
		const array = timestampArray("x", memory, { validity: Uint8Array.of(0b1101) });
		expect(valuesOf(array)).toEqual([1n, null, 2n ** 62n]);
		expect(array.nullCount).toBe(1);
		expect(array.buffers[0].buffer).toBe(memory.buffer);
		expect(() => timestampArray("x", memory, { validity: new Uint8Array(0) })).toThrowError(invalid(/"x"/));
	});

	it("dictionaries of any size, with the index width that pandas takes", () => {
		fc.assert(
			fc.property(fc.constantFrom(1, 126, 127, 128, 32766, 32767, 33000), fc.gen(), (count, g) => {
				const values = Array.from({ length: count }, (_, i) => `v${i}`);
				const codes = g(fc.array<number>, fc.integer({ min: -1, max: count - 1 }));
				const array = dictionaryArray("x", Int32Array.from(codes), values);
				expect(valuesOf(array)).toEqual(codes.map((code) => (code < 0 ? null : values[code])));
				const bitWidth = count < 127 ? 8 : count < 32767 ? 16 : 32;
				expect(array.field.type).toMatchObject({ indices: { bitWidth, signed: true } });
			}),
		);
		expect(() => dictionaryArray("x", Int32Array.of(0, 2), ["a", "b"])).toThrowError(
			invalid(/"x" has code 2 in row 1/),
		);
		expect(() => dictionaryArray("x", Int32Array.of(-2), ["a"])).toThrowError(invalid(/code -2/));
		const many = Array.from({ length: 129 }, String);
		expect(() => dictionaryArray("x", Int32Array.of(0), many, { indexBits: 8 })).toThrowError(
			invalid(/129 values/),
		);
	});
});

it("pandas sees the dtypes and values that a DataFrame of them would have", async () => {
	const shared = utf8Array("sizes", ["S", "M", "L"]);
	const columns = [
		float64Array("float", Float64Array.of(1.5, Number.NaN, 3)),
		float64Array("float, NaN kept", Float64Array.of(1.5, Number.NaN, 3), { nan: "value" }),
		int64Array("int", Float64Array.of(1, -2, 2 ** 53)),
		boolArray("bool", [true, false, true]),
		utf8Array("text", ["寿司", null, ""]),
		dictionaryArray("category", Int32Array.of(2, -1, 0), ["a", "b", "c"]),
		dictionaryArray("ordered", Int32Array.of(0, 1, 2), shared, { ordered: true }),
		timestampArray("time", BigInt64Array.of(0n, 1n, 1_700_000_000_123_456_789n), {
			validity: Uint8Array.of(5),
		}),
		timestampArray("zoned", BigInt64Array.of(0n, 1n, 2n), { timezone: "Asia/Tokyo" }),
	];
	const schema = { fields: columns.map(({ field }) => field), metadata: new Map<string, string>() };
	const path = join(python.directory, "built.arrow");
	await writeFile(
		path,
		await written([{ length: 3, columns }], { schema, format: "file", compression: null }),
	);
	expect(await python.ask("pandas", { path, format: "file" })).toMatchInlineSnapshot(`
		{
		  "categories": {
		    "category": [
		      "a",
		      "b",
		      "c",
		    ],
		    "ordered": [
		      "S",
		      "M",
		      "L",
		    ],
		  },
		  "dtypes": {
		    "bool": "bool",
		    "category": "category",
		    "float": "float64",
		    "float, NaN kept": "float64",
		    "int": "int64",
		    "ordered": "category",
		    "text": "object",
		    "time": "datetime64[ns]",
		    "zoned": "datetime64[ns, Asia/Tokyo]",
		  },
		  "values": {
		    "bool": [
		      "True",
		      "False",
		      "True",
		    ],
		    "category": [
		      "'c'",
		      "nan",
		      "'a'",
		    ],
		    "float": [
		      "1.5",
		      "nan",
		      "3.0",
		    ],
		    "float, NaN kept": [
		      "1.5",
		      "nan",
		      "3.0",
		    ],
		    "int": [
		      "1",
		      "-2",
		      "9007199254740992",
		    ],
		    "ordered": [
		      "'S'",
		      "'M'",
		      "'L'",
		    ],
		    "text": [
		      "'寿司'",
		      "None",
		      "''",
		    ],
		    "time": [
		      "Timestamp('1970-01-01 00:00:00')",
		      "NaT",
		      "Timestamp('2023-11-14 22:13:20.123456789')",
		    ],
		    "zoned": [
		      "Timestamp('1970-01-01 09:00:00+0900', tz='Asia/Tokyo')",
		      "Timestamp('1970-01-01 09:00:00.000000001+0900', tz='Asia/Tokyo')",
		      "Timestamp('1970-01-01 09:00:00.000000002+0900', tz='Asia/Tokyo')",
		    ],
		  },
		}
	`);
});
