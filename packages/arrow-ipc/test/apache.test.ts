import { isAllyeError } from "@allye/protocol/contract";
import * as arrow from "apache-arrow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ArrayData, BatchData, Field, Schema } from "../src";
import { dictionaryArray, float64Array, int64Array, timestampArray, utf8Array } from "../src";
import { fromApacheTable, toApacheTable } from "../src/apache";
import { cellsOf } from "./cells-of";
import { written } from "./memory-sink";
import { FLAT_TYPES, fieldOf, randomArray, randomBatch, randomSchema } from "./random-array";

// Shrinking such large inputs takes minutes; the seed that is printed is enough to find the cause.
const runs = { numRuns: 100, endOnFailure: true };

const noMetadata = new Map<string, string>();
const schemaOf = (...fields: Field[]): Schema => ({ fields, metadata: noMetadata });
const batchOf = (...columns: ArrayData[]): BatchData => ({ length: columns[0].length, columns });

/** Cells of each column, batches one after the other. */
const columnsOf = (batches: BatchData[], columns: number) =>
	Array.from({ length: columns }, (_, i) => batches.flatMap((batch) => cellsOf(batch.columns[i])));

describe("toApacheTable and fromApacheTable", () => {
	it("a table there and back has the same schema and rows, whatever its types, nulls and batches", () => {
		fc.assert(
			fc.property(fc.gen(), fc.nat({ max: 3 }), (g, count) => {
				const schema = randomSchema(g);
				const shared = new Map<Field, ArrayData>();
				const batches = Array.from({ length: count }, () => randomBatch(g, schema, shared));
				const back = fromApacheTable(toApacheTable(schema, batches));
				expect(back.schema).toEqual(renumbered(schema));
				expect(back.batches.map(({ length }) => length)).toEqual(batches.map(({ length }) => length));
				expect(columnsOf(back.batches, schema.fields.length)).toEqual(
					columnsOf(batches, schema.fields.length),
				);
			}),
			runs,
		);
	});

	it("any slice of a table comes back as those rows", () => {
		fc.assert(
			fc.property(fc.gen(), fc.nat({ max: 40 }), fc.nat({ max: 40 }), (g, a, b) => {
				const schema = randomSchema(g);
				const shared = new Map<Field, ArrayData>();
				const batches = [randomBatch(g, schema, shared), randomBatch(g, schema, shared)];
				const [start, end] = [Math.min(a, b), Math.max(a, b)];
				const slice = fromApacheTable(toApacheTable(schema, batches).slice(start, end));
				const whole = columnsOf(batches, schema.fields.length);
				expect(columnsOf(slice.batches, schema.fields.length)).toEqual(
					whole.map((rows) => rows.slice(start, end)),
				);
				for (const column of slice.batches.flatMap((batch) => batch.columns)) expectAligned(column);
			}),
			runs,
		);
	});

	it("dictionaries that differ between batches become one with the same values in the rows", () => {
		fc.assert(
			fc.property(fc.gen(), (g) => {
				const types = FLAT_TYPES.filter((type) => type.kind === "dictionary");
				const field = fieldOf("c", g(fc.constantFrom<typeof types>, ...types));
				const batches = [5, 0, 7].map((rows) => batchOf(randomArray(g, field, rows)));
				const table = toApacheTable(schemaOf(field), batches);
				expect(new Set(table.batches.map((batch) => batch.data.children[0].dictionary)).size).toBe(1);
				expect(columnsOf(fromApacheTable(table).batches, 1)).toEqual(columnsOf(batches, 1));
			}),
			runs,
		);
	});

	it("apache-arrow itself sees our values", () => {
		const columns = [
			float64Array("float", Float64Array.of(1.5, Number.NaN, -0.25)),
			int64Array("int", Float64Array.of(2 ** 40, Number.NaN, -1)),
			utf8Array("text", ["", "寿司🍣", null]),
			dictionaryArray("dictionary", Int32Array.of(1, -1, 0), ["no", "yes"]),
			timestampArray("time", BigInt64Array.of(0n, 86_400_000_000_000n, -1_000_000_000n), { timezone: "UTC" }),
		];
		const table = toApacheTable(schemaOf(...columns.map(({ field }) => field)), [batchOf(...columns)]);
		expect(table.toArray().map((row) => row.toJSON())).toEqual([
			{ float: 1.5, int: 2n ** 40n, text: "", dictionary: "yes", time: 0 },
			{ float: null, int: null, text: "寿司🍣", dictionary: null, time: 86_400_000 },
			{ float: -0.25, int: -1n, text: null, dictionary: "no", time: -1000 },
		]);
	});

	it("copies no buffer on the way there", () => {
		const values = Float64Array.of(1, 2, 3);
		const column = float64Array("x", values);
		const table = toApacheTable(schemaOf(column.field), [batchOf(column)]);
		expect(table.getChild("x")?.data[0].values.buffer).toBe(values.buffer);
		expect(fromApacheTable(table).batches[0].columns[0].buffers[0].buffer).toBe(values.buffer);
	});

	it("tables that apache-arrow made itself come out right", () => {
		const table = arrow.tableFromArrays({
			n: Int32Array.of(1, 2, 3),
			s: ["a", "b", "a"],
			flag: [true, null, false],
		});
		const { schema, batches } = fromApacheTable(table);
		expect(schema.fields.map(({ name, type }) => [name, type.kind])).toEqual([
			["n", "int"],
			["s", "dictionary"],
			["flag", "bool"],
		]);
		expect(columnsOf(batches, 3)).toEqual([
			["01000000", "02000000", "03000000"],
			["a", "b", "a"],
			[true, null, false],
		]);
	});

	it("views stay views, sliced too", () => {
		const field = fieldOf("v", { kind: "utf8_view" });
		const data = new TextEncoder().encode("a text of more than twelve bytes");
		const views = new Uint8Array(64);
		views.set([5, 0, 0, 0, ...new TextEncoder().encode("short")]);
		views.set([data.length, 0, 0, 0, ...data.subarray(0, 4)], 32);
		const column = {
			field,
			length: 4,
			nullCount: 1,
			validity: Uint8Array.of(0b1101),
			buffers: [views, data],
		};
		const table = toApacheTable(schemaOf(field), [batchOf({ ...column, children: [], dictionary: null })]);
		const rows = ["short", null, "a text of more than twelve bytes", ""];
		expect([...table.getChild("v")!]).toEqual(rows);
		expect(columnsOf(fromApacheTable(table).batches, 1)).toEqual([rows]);
		expect(columnsOf(fromApacheTable(table.slice(1, 3)).batches, 1)).toEqual([rows.slice(1, 3)]);
	});

	it("a type that apache-arrow does not have is named", () => {
		const field = fieldOf("runs", { kind: "run_end_encoded" });
		expect(() => toApacheTable(schemaOf(field), [])).toThrowError(/"runs".*run_end_encoded/);
		expect(
			isAllyeError(
				errorOf(() => toApacheTable(schemaOf(field), [])),
				"TYPE_UNSUPPORTED",
			),
		).toBe(true);
	});
});

describe("apache-arrow's own reader", () => {
	it("reads what was written, in either format", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.gen(),
				fc.constantFrom<("file" | "stream")[]>("file", "stream"),
				async (g, format) => {
					const schema = randomSchema(g);
					const shared = new Map<Field, ArrayData>();
					const batches = [randomBatch(g, schema, shared), randomBatch(g, schema, shared)];
					const table = arrow.tableFromIPC(await written(batches, { schema, format, compression: null }));
					expect(columnsOf(fromApacheTable(table).batches, schema.fields.length)).toEqual(
						columnsOf(batches, schema.fields.length),
					);
				},
			),
			runs,
		);
	});

	it.each(["year_month", "day_time"] as const)(
		"reads %s intervals, which pyarrow has no type for",
		async (unit) => {
			const field = fieldOf("i", { kind: "interval", unit });
			const bytes = Uint8Array.from({ length: unit === "day_time" ? 16 : 8 }, (_, i) => i);
			const column = {
				field,
				length: 2,
				nullCount: 0,
				validity: null,
				buffers: [bytes],
				children: [],
				dictionary: null,
			};
			const payload = await written([batchOf(column)], {
				schema: schemaOf(field),
				format: "stream",
				compression: null,
			});
			const back = fromApacheTable(arrow.tableFromIPC(payload));
			expect(back.schema.fields[0].type).toEqual(field.type);
			expect(columnsOf(back.batches, 1)).toEqual([cellsOf(column)]);
		},
	);
});

/** toApacheTable numbers dictionaries anew, and makes their 64-bit indices 32-bit ones. */
function renumbered(schema: Schema): Schema {
	let next = 0;
	const field = (f: Field): Field => {
		if (f.type.kind !== "dictionary") return { ...f, children: f.children.map(field) };
		const narrow = { kind: "int", bitWidth: 32, signed: true } as const;
		const indices = f.type.indices.bitWidth === 64 ? narrow : f.type.indices;
		return { ...f, type: { ...f.type, id: next++, indices } };
	};
	return { ...schema, fields: schema.fields.map(field) };
}

function expectAligned(array: ArrayData): void {
	for (const buffer of array.buffers) expect(buffer.byteOffset % 8).toBe(0);
	for (const child of array.children) expectAligned(child);
}

function errorOf(run: () => unknown): unknown {
	try {
		return run();
	} catch (error) {
		return error;
	}
}
