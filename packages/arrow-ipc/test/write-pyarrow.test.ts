import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ArrayData, BatchData, Compression, Field, Schema } from "../src";
import { cellsOf } from "./cells-of";
import { written } from "./memory-sink";
import { nativeCodecs } from "./native-codecs";
import { PythonPeer } from "./python-peer";
import { randomBatch, randomSchema } from "./random-array";

let python: PythonPeer;
beforeAll(async () => {
	python = await PythonPeer.start();
});
afterAll(() => python[Symbol.asyncDispose]());

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
				},
			),
			runs,
		);
	});
});
