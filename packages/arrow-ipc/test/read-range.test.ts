import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	type BatchData,
	boolArray,
	type Codecs,
	type Compression,
	float64Array,
	openArrow,
	utf8Array,
} from "../src";
import { ArraySource } from "./array-source";
import { cellsOf } from "./cells-of";
import { FarSource } from "./far-source";
import { written } from "./memory-sink";
import { nativeCodecs } from "./native-codecs";

const BATCH = 60_000;
const batches = [1, 2].map(makeBatch);
const rowCount = 2 * BATCH;

/** Columns of several zstd blocks a batch, some of which compress well and some not at all. */
function makeBatch(seed: number): BatchData {
	const numbers = Float64Array.from({ length: BATCH }, (_, i) => Math.round(Math.sin(i * seed) * 100));
	const noise = Float64Array.from({ length: BATCH }, (_, i) => Math.sin(i * i * seed));
	const texts = Array.from({ length: BATCH }, (_, i) =>
		i % 7 === 0 ? null : `user-${(i * i * seed) % 9973}`,
	);
	const flags = Array.from({ length: BATCH }, (_, i) => (i % 5 === 0 ? null : (i * seed) % 3 === 0));
	const columns = [
		float64Array("numbers", numbers),
		float64Array("noise", noise),
		utf8Array("texts", texts),
		boolArray("flags", flags),
	];
	return { length: BATCH, columns };
}

const schemaOf = ({ columns }: BatchData) => ({
	fields: columns.map(({ field }) => field),
	metadata: new Map(),
});

const payload = (compression: Compression | null) =>
	written(batches, {
		schema: schemaOf(batches[0]!),
		format: "file",
		compression,
		codecs: nativeCodecs,
	});

const whole = batches[0]!.columns.map((_, column) =>
	batches.flatMap((batch) => cellsOf(batch.columns[column]!)),
);

const wholeFrames: Codecs = { decompress: nativeCodecs.decompress, compress: nativeCodecs.compress };

const layouts = [
	{ name: "zstd", compression: "zstd", codecs: nativeCodecs, cacheBytes: 0 },
	{ name: "LZ4", compression: "lz4_frame", codecs: nativeCodecs, cacheBytes: 0 },
	{ name: "zstd, with a cache", compression: "zstd", codecs: nativeCodecs, cacheBytes: 4 << 20 },
	{
		name: "LZ4, with a cache too small for it",
		compression: "lz4_frame",
		codecs: nativeCodecs,
		cacheBytes: 1 << 20,
	},
	{
		name: "zstd, by codecs that decode whole frames",
		compression: "zstd",
		codecs: wholeFrames,
		cacheBytes: 4 << 20,
	},
	{ name: "no compression", compression: null, codecs: nativeCodecs, cacheBytes: 4 << 20 },
] as const;

const range = fc
	.tuple(fc.nat(rowCount), fc.oneof(fc.nat(200), fc.nat(5000)))
	.map(([start, length]) => ({ start, end: Math.min(rowCount, start + length) }));

describe.each(layouts)("a range of rows: $name", ({ compression, codecs, cacheBytes }) => {
	it("equals those rows of the whole, in any order and again", async () => {
		const source = new ArraySource(await payload(compression));
		const opened = await openArrow(source, { format: "file", codecs, cacheBytes });
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(range, fc.nat(3)), { minLength: 1, maxLength: 6 }),
				async (reads) => {
					await Promise.all(
						reads.map(async ([rows, column]) => {
							const arrays = await opened.columns[column]!.decode({ as: "arrow", rows });
							expect(arrays.flatMap(cellsOf)).toEqual(whole[column]!.slice(rows.start, rows.end));
							for (const { buffers } of arrays) for (const bytes of buffers) bytes.fill(0xee);
						}),
					);
				},
			),
			{ numRuns: 20 },
		);
		const all = await opened.columns[2]!.decode({ as: "arrow" });
		expect(all.flatMap(cellsOf)).toEqual(whole[2]);
	});
});

describe("a compressed payload", () => {
	it("is read only as far as the rows need", async () => {
		const bytes = await payload("zstd");
		const source = new ArraySource(bytes);
		const opened = await openArrow(source, { format: "file", codecs: nativeCodecs });
		source.bytesRead = 0;
		await opened.columns[1]!.decode({ as: "float64", rows: { start: 0, end: 100 } });
		expect(source.bytesRead).toBeLessThan(180_000);
	});

	it("is not read again for rows near those that were", async () => {
		const source = new ArraySource(await payload("zstd"));
		const opened = await openArrow(source, { format: "file", codecs: nativeCodecs, cacheBytes: 8 << 20 });
		let reads = 0;
		for (let start = 0; start + 100 <= BATCH; start += 100) {
			const before = source.bytesRead;
			await opened.columns[2]!.decode({ as: "utf8", rows: { start, end: start + 100 } });
			if (source.bytesRead > before) reads += 1;
		}
		expect(reads).toBeLessThan(12);
	});

	it("is PAYLOAD_CORRUPT where the blocks that are needed are broken, and readable where others are", async () => {
		for (const compression of ["zstd", "lz4_frame"] as const) {
			const bytes = await payload(compression);
			// The first buffer of the body is that of "numbers": its length, then the frame.
			const start = Buffer.from(bytes).indexOf(
				compression === "zstd"
					? Buffer.from([0x28, 0xb5, 0x2f, 0xfd])
					: Buffer.from([0x04, 0x22, 0x4d, 0x18]),
			);
			const rows = { start: 0, end: 100 };
			const decode = async (broken: Uint8Array) => {
				const opened = await openArrow(new ArraySource(broken), { format: "file", codecs: nativeCodecs });
				return opened.columns[0]!.decode({ as: "float64", rows });
			};
			const claims = (length: bigint) => {
				const lying = bytes.slice();
				new DataView(lying.buffer).setBigInt64(start - 8, length, true);
				return lying;
			};
			const { buffer, byteOffset } = batches[0]!.columns[0]!.buffers[0]!;
			expect(await decode(bytes)).toEqual(new Float64Array(buffer, byteOffset, 100));
			const headless = bytes.slice();
			headless.fill(0xff, start + 4, start + 40);
			await expect(decode(headless)).rejects.toMatchObject({ code: "PAYLOAD_CORRUPT" });
			for (const length of [0n, -2n, BigInt(8 * BATCH - 1), 2n ** 40n, 2n ** 62n]) {
				await expect(decode(claims(length))).rejects.toMatchObject({ code: "PAYLOAD_CORRUPT" });
			}
		}
	});
});

describe("a payload of more than 4 GiB", () => {
	it("is read as a small one", async () => {
		for (const compression of ["zstd", null] as const) {
			const options = {
				schema: schemaOf(batches[0]!),
				format: "file",
				compression,
				codecs: nativeCodecs,
			} as const;
			const file = await written(batches.slice(0, 1), options);
			for (const hole of [2 ** 32, 2 ** 33 + 64, 2 ** 45]) {
				const opened = await openArrow(new FarSource(file, hole), { format: "file", codecs: nativeCodecs });
				const [texts] = await opened.columns[2]!.decode({ as: "arrow", rows: { start: 100, end: 300 } });
				expect(cellsOf(texts!)).toEqual(whole[2]!.slice(100, 300));
				expect((await opened.decodedBytes())[0]).toBe(8 * BATCH);
			}
		}
	});
});
