import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
	type ArrayData,
	type BatchData,
	type Compression,
	createArrowWriter,
	dictionaryArray,
	type Field,
	type Schema,
} from "../src";
import { cellsOf } from "./cells-of";
import { MemorySink, written } from "./memory-sink";
import { nativeCodecs } from "./native-codecs";
import { PythonPeer } from "./python-peer";
import { FLAT_TYPES, fieldOf, nestedFields, randomBatch, randomSchema } from "./random-array";

let python: PythonPeer;
beforeAll(async () => {
	python = await PythonPeer.start();
});
afterAll(() => python[Symbol.asyncDispose]());

const int32 = { kind: "int", bitWidth: 32, signed: true } as const;
type Options = { format: "file" | "stream"; compression: Compression | null };

async function readByPyarrow(schema: Schema, batches: BatchData[], options: Options) {
	const path = join(python.directory, "payload.arrow");
	await writeFile(path, await written(batches, { schema, codecs: nativeCodecs, ...options }));
	return python.ask("read", { path, format: options.format });
}

const formats = fc.constantFrom<Options["format"][]>("file", "stream");
const compressions = fc.constantFrom<(Compression | null)[]>(null, "zstd", "lz4_frame");

// Shrinking such large inputs takes minutes; the seed that is printed is enough to find the cause.
const runs = { numRuns: 100, endOnFailure: true };

describe("what pyarrow reads and validates fully is what was written", () => {
	it("any schema, values, nulls, batches, format and compression", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.gen(),
				formats,
				compressions,
				fc.nat({ max: 3 }),
				async (g, format, compression, count) => {
					const schema = randomSchema(g);
					const shared = new Map<Field, ArrayData>();
					const batches = Array.from({ length: count }, () =>
						// A file has one dictionary a column, a stream may replace it.
						randomBatch(g, schema, format === "file" ? shared : new Map()),
					);
					const read = await readByPyarrow(schema, batches, { format, compression });
					expect(read.batches).toEqual(batches.map((batch) => batch.columns.map(cellsOf)));
					expect(read.rows).toEqual(batches.map((batch) => batch.length));
					expect(read.metadata).toEqual(Object.fromEntries(schema.metadata));
					expect(read.schema.map(([name, , nullable, metadata]) => ({ name, nullable, metadata }))).toEqual(
						schema.fields.map(({ name, nullable, metadata }) => ({
							name,
							nullable,
							metadata: Object.fromEntries(metadata),
						})),
					);
					if (compression === null) expect(read.aligned).toBe(true);
				},
			),
			runs,
		);
	});

	it("the types, by pyarrow's names", async () => {
		const [list, largeList, fixedSizeList, struct, map, sparse, dense] = nestedFields("c", int32, {
			kind: "bool",
		});
		const fields = [...FLAT_TYPES.map((type) => fieldOf("c", type))];
		fields.push(list, largeList, fixedSizeList, struct, map, sparse, dense);
		fields.push(fieldOf("c", { kind: "utf8_view" }), fieldOf("c", { kind: "binary_view" }));
		const { schema } = await readByPyarrow({ fields, metadata: new Map() }, [], {
			format: "file",
			compression: null,
		});
		expect(schema.map(([, type]) => type).join("\n")).toMatchInlineSnapshot(`
			"null
			bool
			string
			large_string
			binary
			large_binary
			int8
			uint8
			int16
			uint16
			int32
			uint32
			int64
			uint64
			halffloat
			float
			double
			decimal32(9, 2)
			decimal64(18, 0)
			decimal128(38, 10)
			decimal256(76, -3)
			date32[day]
			date64[ms]
			time32[s]
			time32[ms]
			time64[us]
			time64[ns]
			timestamp[s]
			timestamp[ms]
			timestamp[us]
			timestamp[ns]
			timestamp[ns, tz=Asia/Tokyo]
			duration[s]
			duration[ms]
			duration[us]
			duration[ns]
			month_day_nano_interval
			fixed_size_binary[3]
			dictionary<values=string, indices=int8, ordered=1>
			dictionary<values=string, indices=uint8, ordered=0>
			dictionary<values=string, indices=int16, ordered=1>
			dictionary<values=string, indices=uint16, ordered=0>
			dictionary<values=string, indices=int32, ordered=1>
			dictionary<values=string, indices=uint32, ordered=0>
			dictionary<values=string, indices=int64, ordered=1>
			dictionary<values=string, indices=uint64, ordered=0>
			dictionary<values=large_string, indices=int8, ordered=0>
			dictionary<values=int64, indices=int16, ordered=1>
			dictionary<values=bool, indices=int32, ordered=1>
			list<a: int32>
			large_list<a: int32>
			fixed_size_list<a: int32>[3]
			struct<a: int32, b: bool>
			map<string, bool>
			sparse_union<a: int32=0, b: bool=1>
			dense_union<a: int32=5, b: bool=9>
			string_view
			binary_view"
		`);
	});

	it("views", async () => {
		const field = fieldOf("v", { kind: "utf8_view" });
		const data = new TextEncoder().encode("a text of more than twelve bytes");
		const views = new Uint8Array(48);
		views.set([5, 0, 0, 0, ...new TextEncoder().encode("short")]);
		views.set([data.length, 0, 0, 0, ...data.subarray(0, 4), 0, 0, 0, 0, 0, 0, 0, 0], 32);
		const column = { field, length: 3, nullCount: 1, validity: Uint8Array.of(5), buffers: [views, data] };
		const batch = { length: 3, columns: [{ ...column, children: [], dictionary: null }] };
		for (const compression of [null, "zstd"] as const) {
			const read = await readByPyarrow({ fields: [field], metadata: new Map() }, [batch, batch], {
				format: "stream",
				compression,
			});
			const rows = ["short", null, "a text of more than twelve bytes"];
			expect(read.batches).toEqual([[rows], [rows]]);
		}
	});
});

describe("dictionaries that change between batches", () => {
	const codes = (...codes: number[]) => Int32Array.from(codes);
	const column = (codes: Int32Array, values: string[]) =>
		dictionaryArray("c", codes, values, { indexBits: 8 });
	const batchOf = (...columns: ArrayData[]): BatchData => ({ length: columns[0].length, columns });
	const first = column(codes(0, -1, 1), ["b", "a"]);
	const schema = { fields: [first.field], metadata: new Map<string, string>() };

	it.each(["file", "stream"] as const)(
		"in a %s they can grow, shrink back, and be made anew",
		async (format) => {
			const batches = [
				batchOf(first),
				batchOf(column(codes(3, 2, 0), ["b", "a", "", "日本"])),
				batchOf(column(codes(0, 0), ["b"])),
				batchOf(column(codes(1), ["b", "a"])),
				batchOf(column(codes(4), ["b", "a", "", "日本", "z"])),
			];
			for (const compression of [null, "zstd", "lz4_frame"] as const) {
				const read = await readByPyarrow(schema, batches, { format, compression });
				expect(read.batches).toEqual([
					[["b", null, "a"]],
					[["日本", "", "b"]],
					[["b", "b"]],
					[["a"]],
					[["z"]],
				]);
			}
		},
	);

	it("in a stream they can be replaced", async () => {
		const batches = [batchOf(first), batchOf(column(codes(0, 1), ["x", "y"])), batchOf(first)];
		const read = await readByPyarrow(schema, batches, { format: "stream", compression: null });
		expect(read.batches).toEqual([[["b", null, "a"]], [["x", "y"]], [["b", null, "a"]]]);
	});

	it("in a file they cannot, and the writer goes on after saying so", async () => {
		const sink = new MemorySink();
		const writer = createArrowWriter(sink, { schema, format: "file", compression: null });
		await writer.write(batchOf(first));
		const refused = writer.write(batchOf(column(codes(0), ["x"])));
		await expect(refused).rejects.toMatchObject({
			code: "INVALID_ARGUMENT",
			message: expect.stringContaining('"c"'),
		});
		await writer.write(batchOf(first));
		await writer.close();
		const path = join(python.directory, "payload.arrow");
		await writeFile(path, sink.bytes());
		const read = await python.ask("read", { path, format: "file" });
		expect(read.batches).toEqual([[["b", null, "a"]], [["b", null, "a"]]]);
	});

	it("the same values are written once, whether in one array or in two", async () => {
		const values = Array.from({ length: 1000 }, (_, i) => `a long value ${i}`);
		const column = () => dictionaryArray("c", codes(0, 1), values);
		const options = {
			schema: { ...schema, fields: [column().field] },
			format: "file",
			compression: null,
		} as const;
		const one = await written([batchOf(column())], options);
		const ten = await written(
			Array.from({ length: 10 }, () => batchOf(column())),
			options,
		);
		expect(ten.length - one.length).toBeLessThan(9 * 400);
	});

	it("two columns with one id have a dictionary each", async () => {
		const columns = [column(codes(0, 1), ["a", "b"]), column(codes(0, 1), ["c", "d"])];
		const fields = columns.map(({ field }) => field);
		const read = await readByPyarrow({ ...schema, fields }, [batchOf(...columns)], {
			format: "file",
			compression: null,
		});
		expect(read.batches).toEqual([
			[
				["a", "b"],
				["c", "d"],
			],
		]);
	});
});
