import { setTimeout as sleep } from "node:timers/promises";
import { AllyeError } from "@allye/protocol/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	type ArrayData,
	type ArrowWriterOptions,
	type BatchData,
	type Codecs,
	createArrowWriter,
	type Field,
	float64Array,
	openArrow,
	type Schema,
	utf8Array,
} from "../src";
import { ArraySource } from "./array-source";
import { cellsOf } from "./cells-of";
import { MemorySink, written } from "./memory-sink";
import { nativeCodecs } from "./native-codecs";
import { fieldOf, randomBatch, randomSchema } from "./random-array";

const schemaOf = (...fields: Field[]): Schema => ({ fields, metadata: new Map() });
const batchOf = (...columns: ArrayData[]): BatchData => ({ length: columns[0].length, columns });
const numbers = (...values: number[]) => float64Array("x", Float64Array.from(values));
const schema = schemaOf(numbers().field);
const plain: ArrowWriterOptions = { schema, format: "stream", compression: null };

async function readBack(payload: Uint8Array, format: "file" | "stream") {
	const opened = await openArrow(new ArraySource(payload), { format, codecs: nativeCodecs });
	const batches: BatchData[] = [];
	for await (const batch of opened.batches()) batches.push(batch);
	return { opened, batches };
}

describe("the reader", () => {
	it.each(["zstd", "lz4_frame"] as const)(
		"reads large buffers, of which those that %s hardly makes smaller are stored as they are",
		async (compression) => {
			const rows = 200_000;
			const random = Float64Array.from({ length: rows }, (_, row) => Math.sin(row * 12.9898) * 43758.5453);
			// Not at its beginning: the middle tells.
			const later = random.map((value, row) => (row > rows / 2 - 1 ? 1 : value));
			const [stored, compressed] = [float64Array("stored", random), float64Array("compressed", later)];
			const sizes: number[] = [];
			for (const column of [stored, compressed]) {
				const options = { schema: schemaOf(column.field), format: "file", compression } as const;
				const payload = await written([batchOf(column)], { ...options, codecs: nativeCodecs });
				const { batches } = await readBack(payload, "file");
				expect(Buffer.compare(batches[0].columns[0].buffers[0], column.buffers[0])).toBe(0);
				sizes.push(payload.length);
			}
			expect(sizes[0]).toBeGreaterThan(rows * 8);
			expect(sizes[1]).toBeLessThan(rows * 6);
		},
	);

	it("reads what was written: any schema, values, nulls, batches, format and compression", async () => {
		const formats = fc.constantFrom<("file" | "stream")[]>("file", "stream");
		const compressions = fc.constantFrom<ArrowWriterOptions["compression"][]>(null, "zstd", "lz4_frame");
		await fc.assert(
			fc.asyncProperty(
				fc.gen(),
				formats,
				compressions,
				fc.nat({ max: 3 }),
				async (g, format, compression, count) => {
					const schema = randomSchema(g);
					fc.pre(schema.fields.length > 0);
					const shared = new Map<Field, ArrayData>();
					const batches = Array.from({ length: count }, () =>
						randomBatch(g, schema, format === "file" ? shared : new Map()),
					);
					const payload = await written(batches, { schema, format, compression, codecs: nativeCodecs });
					const back = await readBack(payload, format);
					expect(back.opened.schema.metadata).toEqual(schema.metadata);
					expect(back.opened.schema.fields.map(withoutIds)).toEqual(schema.fields.map(withoutIds));
					expect(back.batches.map(({ columns }) => columns.map(cellsOf))).toEqual(
						batches.map(({ columns }) => columns.map(cellsOf)),
					);
				},
			),
			{ numRuns: 100, endOnFailure: true },
		);
	});
});

describe("a compressed body", () => {
	it("holds a buffer as it is where compressing would not make it smaller", async () => {
		const noise = utf8Array(
			"x",
			Array.from({ length: 300 }, (_, i) => Math.sin(i).toString(36)),
		);
		const options = { schema: schemaOf(noise.field), format: "stream", codecs: nativeCodecs } as const;
		const payload = await written([batchOf(noise)], { ...options, compression: "lz4_frame" });
		const uncompressed = await written([batchOf(noise)], { ...options, compression: null });
		expect(payload.length).toBeLessThan(uncompressed.length);
		const { batches } = await readBack(payload, "stream");
		expect(cellsOf(batches[0].columns[0])).toEqual(cellsOf(noise));
	});

	it("is compressed a few buffers at a time, and batches still go out in order", async () => {
		let running = 0;
		let most = 0;
		// The real codecs behind waits of any length.
		const codecs: Codecs = {
			decompress: nativeCodecs.decompress,
			async compress(compression, input) {
				most = Math.max(most, ++running);
				await sleep(input[0] % 7);
				const frame = (await nativeCodecs.compress!(compression, input, { leastSaving: 0 }))!;
				running--;
				return frame;
			},
		};
		const columns = 20;
		const fields = Array.from({ length: columns }, () => numbers().field);
		const batches = Array.from({ length: 6 }, (_, batch) =>
			batchOf(...fields.map((_, column) => numbers(...Array(50).fill(batch * columns + column)))),
		);
		const payload = await written(batches, {
			schema: schemaOf(...fields),
			format: "file",
			compression: "zstd",
			codecs,
		});
		const back = await readBack(payload, "file");
		expect(back.batches.map((batch) => batch.columns.map(cellsOf))).toEqual(
			batches.map((batch) => batch.columns.map(cellsOf)),
		);
		expect(most).toBeGreaterThan(1);
		expect(most).toBeLessThanOrEqual(8);
	});

	it("needs codecs that compress", () => {
		for (const codecs of [undefined, { decompress: nativeCodecs.decompress }]) {
			const create = () => createArrowWriter(new MemorySink(), { ...plain, compression: "zstd", codecs });
			expect(create).toThrowError(expect.objectContaining({ code: "NATIVE_UNAVAILABLE" }));
		}
	});
});

describe("a batch that does not fit the schema is refused, and the writer goes on", () => {
	const text = utf8Array("x", ["a", "bc"]);
	const two = numbers(1, 2);
	it.each<[string, Schema, BatchData]>([
		["another number of columns", schema, batchOf(two, two)],
		["a column of another length", schema, { length: 3, columns: [two] }],
		["a column of another type", schema, batchOf(text)],
		["a buffer that is too short", schema, batchOf({ ...two, buffers: [new Uint8Array(8)] })],
		["no buffer at all", schema, batchOf({ ...two, buffers: [] })],
		["nulls without a validity", schema, batchOf({ ...two, nullCount: 1 })],
		["a validity that is too short", schema, batchOf({ ...two, nullCount: 1, validity: new Uint8Array(0) })],
		["more nulls than rows", schema, batchOf({ ...two, nullCount: 3, validity: Uint8Array.of(0) })],
		[
			"offsets beyond the text",
			schemaOf(text.field),
			batchOf({ ...text, buffers: [text.buffers[0], new Uint8Array(2)] }),
		],
	])("%s", async (_, schema, batch) => {
		const sink = new MemorySink();
		const writer = createArrowWriter(sink, { ...plain, schema });
		await expect(writer.write(batch)).rejects.toMatchObject({
			code: "INVALID_ARGUMENT",
			message: expect.stringMatching(/column/i),
		});
		await writer.write(batchOf(schema.fields[0] === text.field ? text : two));
		expect(await writer.close()).toMatchObject({ rows: 2 });
		expect((await readBack(sink.bytes(), "stream")).batches).toHaveLength(1);
	});
});

describe("what cannot be written", () => {
	it.each(["list_view", "large_list_view", "run_end_encoded"] as const)("%s is named", (kind) => {
		const create = () =>
			createArrowWriter(new MemorySink(), { ...plain, schema: schemaOf(fieldOf("runs", { kind })) });
		const message = expect.stringMatching(`"runs".*${kind}`);
		expect(create).toThrowError(expect.objectContaining({ code: "TYPE_UNSUPPORTED", message }));
	});
});

describe("ending", () => {
	it("an aborted signal stops it, with the signal's reason as cause", async () => {
		const controller = new AbortController();
		const writer = createArrowWriter(new MemorySink(), { ...plain, signal: controller.signal });
		await writer.write(batchOf(numbers(1)));
		const reason = new Error("enough");
		controller.abort(reason);
		const aborted = { code: "ABORTED", cause: reason };
		await expect(writer.write(batchOf(numbers(2)))).rejects.toMatchObject(aborted);
		await expect(writer.close()).rejects.toMatchObject(aborted);
	});

	it("an abort while the sink is busy ends the write once that is done", async () => {
		const controller = new AbortController();
		let writes = 0;
		const sink = {
			async write() {
				writes++;
				controller.abort();
				await sleep(5);
			},
		};
		const writer = createArrowWriter(sink, { ...plain, signal: controller.signal });
		const large = numbers(...Array(20_000).fill(1));
		await expect(writer.write(batchOf(large))).rejects.toMatchObject({ code: "ABORTED" });
		expect(writes).toBe(1);
	});

	it("a sink's error is passed on, to the write and to all that follows", async () => {
		const full = new AllyeError("NO_SPACE", "The disk is full.");
		const sink = { write: () => Promise.reject(full) };
		const writer = createArrowWriter(sink, plain);
		const large = batchOf(numbers(...Array(20_000).fill(1)));
		await expect(writer.write(large)).rejects.toBe(full);
		await expect(writer.write(large)).rejects.toBe(full);
		await expect(writer.close()).rejects.toBe(full);
	});

	it("after close nothing more is taken, and closing again gives the same", async () => {
		const writer = createArrowWriter(new MemorySink(), plain);
		await writer.write(batchOf(numbers(1, 2)));
		const end = await writer.close();
		await expect(writer.write(batchOf(numbers(1)))).rejects.toMatchObject({ code: "CLOSED" });
		expect(await writer.close()).toEqual(end);
	});

	it.each(["file", "stream"] as const)("a %s without batches is whole", async (format) => {
		const { opened } = await readBack(await written([], { ...plain, format }), format);
		expect(opened.rowCount).toBe(0);
		expect(opened.schema.fields).toEqual(schema.fields);
	});
});

const withoutIds = (field: Field): Field => ({
	...field,
	type: field.type.kind === "dictionary" ? { ...field.type, id: 0 } : field.type,
	children: field.children.map(withoutIds),
});
