import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ArrayData, type Compression, type Field, float64Array, openArrow } from "../src";
import { ArraySource } from "./array-source";
import { written } from "./memory-sink";
import { nativeCodecs } from "./native-codecs";
import { randomBatch, randomSchema } from "./random-array";

const formats = fc.constantFrom<("file" | "stream")[]>("file", "stream");
const compressions = fc.constantFrom<Compression[]>("zstd", "lz4_frame");

describe("decodedBytes", () => {
	it("of a compressed payload is the length of the same payload's buffers uncompressed, column by column", async () => {
		await fc.assert(
			fc.asyncProperty(fc.gen(), formats, compressions, fc.nat(3), async (g, format, compression, count) => {
				const schema = randomSchema(g);
				const shared = new Map<Field, ArrayData>();
				const batches = Array.from({ length: count }, () =>
					randomBatch(g, schema, format === "file" ? shared : new Map()),
				);
				const bytesOf = async (compression: Compression | null) => {
					const payload = await written(batches, { schema, format, compression, codecs: nativeCodecs });
					return (await openArrow(new ArraySource(payload), { format, codecs: nativeCodecs })).decodedBytes();
				};
				const bytes = await bytesOf(compression);
				expect(bytes).toHaveLength(schema.fields.length);
				expect(bytes).toEqual(await bytesOf(null));
			}),
			{ numRuns: 100 },
		);
	});

	it("of some columns is what it is of all, where no two share a dictionary, and 0 of the others", async () => {
		await fc.assert(
			fc.asyncProperty(fc.gen(), formats, compressions, async (g, format, compression) => {
				const schema = randomSchema(g);
				const batches = [randomBatch(g, schema, new Map())];
				const payload = await written(batches, { schema, format, compression, codecs: nativeCodecs });
				const opened = await openArrow(new ArraySource(payload), { format, codecs: nativeCodecs });
				const columns = g(fc.subarray, [...schema.fields.keys()]);
				const all = await opened.decodedBytes();
				const some = await opened.decodedBytes({ columns: [...columns, ...columns] });
				expect(some).toEqual(all.map((bytes, column) => (columns.includes(column) ? bytes : 0)));
			}),
			{ numRuns: 100 },
		);
		const payload = await written([], {
			schema: { fields: [], metadata: new Map() },
			format: "file",
			compression: null,
		});
		const opened = await openArrow(new ArraySource(payload), { format: "file", codecs: nativeCodecs });
		await expect(opened.decodedBytes({ columns: [0] })).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
	});

	it("is PAYLOAD_CORRUPT where a buffer claims what so few bytes cannot be", async () => {
		const numbers = float64Array("x", new Float64Array(1000));
		const schema = { fields: [numbers.field], metadata: new Map() };
		const batches = [{ length: 1000, columns: [numbers] }];
		const payload = await written(batches, {
			schema,
			format: "file",
			compression: "zstd",
			codecs: nativeCodecs,
		});
		const frame = Buffer.from(payload).indexOf(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]));
		for (const length of [-2n, 2n ** 40n, 2n ** 62n, -(2n ** 63n)]) {
			new DataView(payload.buffer).setBigInt64(frame - 8, length, true);
			const opened = await openArrow(new ArraySource(payload), { format: "file", codecs: nativeCodecs });
			await expect(opened.decodedBytes()).rejects.toMatchObject({ code: "PAYLOAD_CORRUPT" });
		}
	});

	it("stops when aborted", async () => {
		const payload = await written([], {
			schema: { fields: [], metadata: new Map() },
			format: "stream",
			compression: null,
		});
		const opened = await openArrow(new ArraySource(payload), { format: "stream", codecs: nativeCodecs });
		const signal = AbortSignal.abort();
		await expect(opened.decodedBytes({ signal })).rejects.toMatchObject({ code: "ABORTED" });
	});
});
