import { beforeAll, describe, expect, it } from "vitest";
import {
	type ArrayData,
	type ArrowColumn,
	type ArrowPayload,
	arrowValue,
	openArrow,
	type Utf8Chunk,
} from "../src";
import { ArraySource } from "./array-source";
import { nativeCodecs as codecs } from "./native-codecs";
import { floatBits, plainValue } from "./plain-value";
import { makePayloads, type PyarrowPayload } from "./pyarrow-payloads";

const SEED = Number(process.env.ALLYE_SEED ?? 1 + (Date.now() % 1000));
let payloads: PyarrowPayload[];
beforeAll(() => {
	console.log(`make-payloads.py, seed ${SEED}`);
	payloads = makePayloads(SEED);
}, 120_000);

const open = ({ bytes, format }: PyarrowPayload) => openArrow(new ArraySource(bytes), { format, codecs });

/** Runs `check` on every column of every payload; the expected values are pyarrow's, as plain-value.ts spells them. */
async function everyColumn(
	check: (column: ArrowColumn, values: unknown[], type: string, payload: ArrowPayload) => Promise<void>,
): Promise<void> {
	for (const payload of payloads) {
		const opened = await open(payload);
		for (const [i, { name, type, values }] of payload.columns.entries()) {
			await check(opened.columns[i]!, values, type, opened).catch((cause) => {
				throw new Error(`${payload.name}, column ${name}: ${type} (seed ${SEED}): ${cause.message}`, {
					cause,
				});
			});
		}
	}
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const isFloat = (type: string) => /halffloat|float|double/.test(type);

describe("a payload that pyarrow wrote", () => {
	it("has pyarrow's names, batches, rows and compression", async () => {
		for (const payload of payloads) {
			const opened = await open(payload);
			expect(opened.schema.fields.map(({ name }) => name)).toEqual(payload.columns.map(({ name }) => name));
			expect(opened.batchRows, payload.name).toEqual(payload.batchRows);
			expect(opened.rowCount).toBe(payload.batchRows.reduce((sum, rows) => sum + rows, 0));
			const compression = payload.compression === "lz4" ? "lz4_frame" : payload.compression;
			expect(opened.compression).toBe(payload.batchRows.length === 0 ? null : compression);
		}
	});

	it('decoded as "arrow" has pyarrow\'s values, of every type, in aligned memory', async () => {
		await everyColumn(async (column, values, type) => {
			const arrays = await column.decode({ as: "arrow" });
			const mine = arrays.flatMap((array) =>
				range(array.length).map((row) => plainValue(arrowValue(array, row), isFloat(type))),
			);
			expect(mine).toEqual(values);
			for (const array of arrays) for (const { byteOffset } of array.buffers) expect(byteOffset % 8).toBe(0);
		});
	});

	it("gives the rows of any range, column by column and batch by batch", async () => {
		await everyColumn(async (column, values, type, payload) => {
			const columns = [payload.columns.indexOf(column)];
			const spell = (array: ArrayData) =>
				range(array.length).map((row) => plainValue(arrowValue(array, row), isFloat(type)));
			for (const rows of [
				{ start: 0, end: 1 },
				{ start: 5, end: 23 },
				{ start: 39, end: 57 },
				{ start: 8, end: values.length + 8 },
			]) {
				const expected = values.slice(rows.start, rows.end);
				expect((await column.decode({ as: "arrow", rows })).flatMap(spell)).toEqual(expected);
				const spelled: unknown[] = [];
				for await (const batch of payload.batches({ columns, rows }))
					spelled.push(...spell(batch.columns[0]!));
				expect(spelled).toEqual(expected);
			}
		});
	});
});

describe("picked rows", () => {
	it("of every type are those of the whole, column by column and batch by batch, and texts too", async () => {
		await everyColumn(async (column, values, type, payload) => {
			const columns = [payload.columns.indexOf(column)];
			const spell = (array: ArrayData) =>
				range(array.length).map((row) => plainValue(arrowValue(array, row), isFloat(type)));
			for (const step of [1, 3, 11]) {
				const picked = Uint32Array.from(range(values.length).filter((row) => row % step === 0));
				const rows = { start: 0, end: values.length, picked };
				const expected = Array.from(picked, (row) => values[row]);
				expect((await column.decode({ as: "arrow", rows })).flatMap(spell)).toEqual(expected);
				const spelled: unknown[] = [];
				for await (const batch of payload.batches({ columns, rows }))
					spelled.push(...spell(batch.columns[0]!));
				expect(spelled).toEqual(expected);
				if (!isText(type)) continue;
				expect((await column.decode({ as: "utf8", rows })).flatMap(texts)).toEqual(expected);
				const coded = (await column.decode({ as: "codes", rows }))!;
				expect(Array.from(coded.codes, (code) => (code < 0 ? null : `s:${coded.values[code]}`))).toEqual(
					expected,
				);
			}
		});
	});
});

describe('decode({ as: "float64" })', () => {
	it("gives numbers, booleans, dates and times, as Number() of their value, NaN where missing", async () => {
		let columns = 0;
		await everyColumn(async (column, values, type) => {
			if (!/^(null|bool|u?int|halffloat|float|double|date|time|timestamp|duration)/.test(type)) {
				await expect(column.decode({ as: "float64" })).rejects.toMatchObject({ code: "TYPE_UNSUPPORTED" });
				return;
			}
			columns += 1;
			const expected = values.map(number);
			expect(Array.from(await column.decode({ as: "float64" }), floatBits)).toEqual(expected.map(floatBits));
			const into = new Float64Array(Math.max(0, Math.min(values.length, 60) - 7));
			const rows = { start: Math.min(7, values.length), end: 60 };
			const part = await column.decode({ as: "float64", rows, into });
			expect(part).toBe(into);
			expect(Array.from(part, floatBits)).toEqual(expected.slice(rows.start, 60).map(floatBits));
		});
		expect(columns).toBeGreaterThan(200);
	});
});

describe('decode({ as: "utf8" }) and decode({ as: "codes" })', () => {
	it("give text, and dictionaries of text, valid and in place", async () => {
		await everyColumn(async (column, values, type) => {
			if (!isText(type)) {
				await expect(column.decode({ as: "utf8" })).rejects.toMatchObject({ code: "TYPE_UNSUPPORTED" });
				return;
			}
			expect((await column.decode({ as: "utf8" })).flatMap(texts)).toEqual(values);
			const rows = { start: 5, end: 47 };
			expect((await column.decode({ as: "utf8", rows })).flatMap(texts)).toEqual(values.slice(5, 47));
		});
	});

	it("number distinct text in order of first appearance, dictionaries in their order", async () => {
		await everyColumn(async (column, values, type) => {
			if (!isText(type) && !/^dictionary<values=(int64|double|bool)/.test(type)) return;
			const coded = (await column.decode({ as: "codes" }))!;
			expect(new Set(coded.values).size).toBe(coded.values.length);
			const spelled = Array.from(coded.codes, (code) => {
				if (code === -1) return null;
				return coded.raw === null ? `s:${coded.values[code]}` : plainValue(coded.raw[code]!, isFloat(type));
			});
			expect(spelled).toEqual(values);
			if (type.startsWith("dictionary")) return;
			const first = [...new Set(values.filter((value) => value !== null))];
			expect(coded.values.map((value) => `s:${value}`)).toEqual(first);
			const enough = { as: "codes", maxDistinct: first.length } as const;
			expect(await column.decode(enough)).toEqual(coded);
			if (first.length > 0) {
				expect(await column.decode({ as: "codes", maxDistinct: first.length - 1 })).toBeNull();
			}
		});
	});

	it("keep a dictionary's order and unused values, append what later batches bring, unite what is twice", async () => {
		const valuesOf = async (name: string, column: string) => {
			const opened = await open(payloads.find((payload) => payload.name === name)!);
			const found = opened.columns.find(({ field }) => field.name === column)!;
			return (await found.decode({ as: "codes" }))!.values;
		};
		expect(await valuesOf("dictionaries replaced", "c")).toEqual(["b", "a", "c"]);
		expect(await valuesOf("all types [13] None stream", "category_twice")).toEqual(["b", "a"]);
		expect(await valuesOf("all types [13] None file", "category_null")).toEqual(["b", "a"]);
		expect((await valuesOf("all types [13] None file", "category"))[2]).toBe("東京");
	});
});

const isText = (type: string) => /^(dictionary<values=)?(large_)?string(_view)?\b/.test(type);

/** What Number() makes of a value as make-payloads.py spells it. */
function number(value: unknown): number {
	if (value === null) return Number.NaN;
	if (typeof value !== "string") return Number(value);
	if (value.endsWith("n") && !value.startsWith("f:")) return Number(BigInt(value.slice(0, -1)));
	return value === "f:nan" ? Number.NaN : Buffer.from(value.slice(2), "hex").readDoubleBE();
}

function texts({ length, offsets, bytes, validity }: Utf8Chunk): (string | null)[] {
	const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
	return range(length).map((row) => {
		if (validity !== null && ((validity[row >> 3]! >> (row & 7)) & 1) === 0) return null;
		return `s:${utf8.decode(bytes.subarray(offsets[row], offsets[row + 1]))}`;
	});
}
