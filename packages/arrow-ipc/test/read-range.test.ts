import { getEventListeners } from "node:events";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
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
import { mapped } from "./mapped-source";
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

const plain = async (bytes: Uint8Array) => new ArraySource(bytes);
const SEQUENTIAL = { maxBytes: 64 << 20, order: "sequential" } as const;
const SMALL = { maxBytes: 2 << 20, order: "random" } as const;

const layouts = [
	{ name: "zstd", compression: "zstd", codecs: nativeCodecs, source: plain, places: null },
	{ name: "LZ4", compression: "lz4_frame", codecs: nativeCodecs, source: plain, places: null },
	{
		name: "zstd, decoded by the source",
		compression: "zstd",
		codecs: wholeFrames,
		source: mapped,
		places: null,
	},
	{
		name: "LZ4, decoded by the source",
		compression: "lz4_frame",
		codecs: wholeFrames,
		source: mapped,
		places: null,
	},
	{ name: "zstd, places kept", compression: "zstd", codecs: wholeFrames, source: mapped, places: SEQUENTIAL },
	{
		name: "zstd, too few places kept",
		compression: "zstd",
		codecs: wholeFrames,
		source: mapped,
		places: SMALL,
	},
	{ name: "LZ4, places kept", compression: "lz4_frame", codecs: wholeFrames, source: mapped, places: SMALL },
	{
		name: "zstd, by codecs that decode whole frames",
		compression: "zstd",
		codecs: wholeFrames,
		source: plain,
		places: SEQUENTIAL,
	},
	{ name: "no compression", compression: null, codecs: nativeCodecs, source: mapped, places: SEQUENTIAL },
] as const;

const range = fc
	.tuple(fc.nat(rowCount), fc.oneof(fc.nat(200), fc.nat(5000)))
	.map(([start, length]) => ({ start, end: Math.min(rowCount, start + length) }));

describe.each(layouts)("a range of rows: $name", ({ compression, codecs, source: make, places }) => {
	it("equals those rows of the whole, in any order and again", async () => {
		const source = await make(await payload(compression));
		const payloadOfSource = await openArrow(source, { format: "file", codecs });
		const opened = places === null ? payloadOfSource : payloadOfSource.keepingPlaces(places);
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
		await source.close();
	});
});

describe.each(layouts)("several ranges of rows: $name", ({ compression, codecs, source: make, places }) => {
	it("give their rows one after another, whatever they are read as", async () => {
		const source = await make(await payload(compression));
		const payloadOfSource = await openArrow(source, { format: "file", codecs });
		const opened = places === null ? payloadOfSource : payloadOfSource.keepingPlaces(places);
		const [numbers, , texts] = opened.columns;
		const all = await numbers!.decode({ as: "float64" });
		const cut = fc.uniqueArray(fc.nat(rowCount), { minLength: 2, maxLength: 8 }).map((bounds) => {
			const sorted = bounds.sort((a, b) => a - b);
			return sorted.flatMap((start, i) =>
				i % 2 === 0 && i + 1 < sorted.length ? [{ start, end: sorted[i + 1]! }] : [],
			);
		});
		await fc.assert(
			fc.asyncProperty(cut, async (rows) => {
				const values = await numbers!.decode({ as: "float64", rows });
				expect([...values]).toEqual(rows.flatMap(({ start, end }) => [...all.subarray(start, end)]));
				const cells = (await texts!.decode({ as: "arrow", rows })).flatMap(cellsOf);
				expect(cells).toEqual(rows.flatMap(({ start, end }) => whole[2]!.slice(start, end)));
				const coded = await texts!.decode({ as: "codes", rows });
				const spelled = Array.from(coded!.codes, (code) => (code < 0 ? null : coded!.values[code]!));
				expect(spelled).toEqual(cells);
			}),
			{ numRuns: 3 },
		);
		for (const rows of [
			[
				{ start: 5, end: 9 },
				{ start: 8, end: 10 },
			],
			[{ start: 3, end: 2 }],
		])
			await expect(numbers!.decode({ as: "float64", rows })).rejects.toMatchObject({
				code: "INVALID_ARGUMENT",
			});
		expect(await numbers!.decode({ as: "float64", rows: [] })).toHaveLength(0);
		await source.close();
	});
});

describe.each(layouts)("picked rows: $name", ({ compression, codecs, source: make, places }) => {
	it("are those rows of the whole, whatever they are read as", async () => {
		const source = await make(await payload(compression));
		const payloadOfSource = await openArrow(source, { format: "file", codecs });
		const opened = places === null ? payloadOfSource : payloadOfSource.keepingPlaces(places);
		const noise = [...(await opened.columns[1]!.decode({ as: "float64" }))];
		const flags = [...(await opened.columns[3]!.decode({ as: "float64" }))];
		const picks = fc
			.tuple(fc.nat(rowCount), fc.nat(rowCount), fc.integer({ min: 1, max: 9000 }), fc.nat())
			.map(([a, b, step, seed]) => {
				const [start, end] = [Math.min(a, b), Math.max(a, b)];
				const picked = [];
				for (let row = seed % step, i = 1; row < end - start; row += 1 + ((seed * i++) % step))
					picked.push(row);
				return { start, end, picked: Uint32Array.from(picked) };
			});
		await fc.assert(
			fc.asyncProperty(picks, async (rows) => {
				const rowsOf = <T>(cells: readonly T[]) => Array.from(rows.picked, (row) => cells[rows.start + row]!);
				const { columns } = opened;
				for (const [i, column] of columns.entries())
					expect((await column.decode({ as: "arrow", rows })).flatMap(cellsOf)).toEqual(rowsOf(whole[i]!));
				expect(await columns[1]!.decode({ as: "float64", rows })).toEqual(Float64Array.from(rowsOf(noise)));
				const picked = await columns[3]!.decode({ as: "numbers", rows });
				const values = Float64Array.from(rowsOf(flags));
				const nullCount = values.filter(Number.isNaN).length;
				expect(picked).toEqual({ values, nullCount, infiniteCount: 0 });
				const chunks = await columns[2]!.decode({ as: "utf8", rows });
				const spelled = chunks.flatMap(({ length, offsets, bytes, validity }) =>
					Array.from({ length }, (_, i) =>
						validity === null || (validity[i >> 3]! >> (i & 7)) & 1
							? Buffer.from(bytes.subarray(offsets[i], offsets[i + 1])).toString()
							: null,
					),
				);
				expect(spelled).toEqual(rowsOf(whole[2]!));
				const coded = (await columns[2]!.decode({ as: "codes", rows }))!;
				expect(Array.from(coded.codes, (code) => coded.values[code] ?? null)).toEqual(spelled);
			}),
			{ numRuns: 4 },
		);
		const wrong = [[3, 3], [4, 2], [10]].map((rows) => ({
			start: 0,
			end: 10,
			picked: Uint32Array.from(rows),
		}));
		for (const rows of wrong)
			await expect(opened.columns[0]!.decode({ as: "float64", rows })).rejects.toMatchObject({
				code: "INVALID_ARGUMENT",
			});
		await source.close();
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

	it("is decoded once by one who reads on, and not kept by one who does not", async () => {
		for (const compression of ["zstd", "lz4_frame"] as const) {
			const source = await mapped(await payload(compression));
			const opened = await openArrow(source, { format: "file", codecs: wholeFrames });
			const reading = opened.keepingPlaces(SEQUENTIAL);
			for (let start = 0; start + 1000 <= BATCH; start += 1000) {
				const rows = { start, end: start + 1000 };
				await Promise.all(reading.columns.map((column) => column.decode({ as: "arrow", rows })));
			}
			expect(source.opened).toBeLessThan(10);
			expect(source.heldBytes).toBeLessThan(SEQUENTIAL.maxBytes);
			reading.close();
			expect(source.heldBytes).toBe(0);
			await opened.columns[2]!.decode({ as: "arrow", rows: { start: 5, end: 50 } });
			expect(source.heldBytes).toBe(0);
			await source.close();
		}
	});

	it("that is aborted while many columns are decoded leaves no decoder behind, and can be read again", async () => {
		const source = await mapped(await payload("zstd"));
		const opened = (await openArrow(source, { format: "file", codecs: wholeFrames })).keepingPlaces(
			SEQUENTIAL,
		);
		for (const delay of [0, 1, 2, 5]) {
			const stop = new AbortController();
			setTimeout(() => stop.abort(), delay);
			const rows = { start: BATCH - 50, end: BATCH };
			const outcomes = await Promise.allSettled(
				opened.columns.map((column) => column.decode({ as: "arrow", rows, signal: stop.signal })),
			);
			for (const outcome of outcomes)
				if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "ABORTED" });
		}
		const [texts] = await opened.columns[2]!.decode({ as: "arrow", rows: { start: 100, end: 300 } });
		expect(cellsOf(texts!)).toEqual(whole[2]!.slice(100, 300));
		opened.close();
		expect(source.heldBytes).toBe(0);
		await source.close();
	});

	it("puts one listener on a signal, however many of its buffers are decoded at once: Node warns of an eleventh", async () => {
		const source = await mapped(await payload("zstd"));
		const decodeAtOnce = source.decodeMany.bind(source);
		source.decodeMany = async (requests) => {
			await sleep(50);
			return decodeAtOnce(requests);
		};
		const opened = (await openArrow(source, { format: "file", codecs: wholeFrames })).keepingPlaces(
			SEQUENTIAL,
		);
		const noise = Float64Array.from({ length: 31 }, (_, i) => Math.sin(i * i));
		// The column's metadata is known from here on: what follows reaches the addon in the turn that asks.
		await opened.columns[1]!.decode({ as: "float64", rows: { start: 30, end: 31 } });
		const { signal } = new AbortController();
		const decoding = [];
		const counts: number[] = [];
		for (let start = 0; start < 30; start++) {
			decoding.push(opened.columns[1]!.decode({ as: "float64", rows: { start, end: start + 1 }, signal }));
			// What is asked for in one turn of the event loop goes to the addon together.
			await setImmediate();
			counts.push(getEventListeners(signal, "abort").length);
		}
		const all = Promise.all(decoding);
		for (let settled = false; !settled; ) {
			settled = await Promise.race([all.then(() => true), setImmediate(false)]);
			counts.push(getEventListeners(signal, "abort").length);
		}
		expect((await all).map(([value]) => value)).toEqual([...noise.subarray(0, 30)]);
		expect([Math.max(...counts), counts.at(-1)]).toEqual([1, 0]);
		opened.close();
		await source.close();
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
				const sources = [new ArraySource(broken), await mapped(broken)];
				const outcomes = await Promise.allSettled(
					sources.map(async (source) => {
						const opened = await openArrow(source, { format: "file", codecs: nativeCodecs });
						return opened.columns[0]!.decode({ as: "float64", rows });
					}),
				);
				const [one, other] = outcomes as [(typeof outcomes)[0], (typeof outcomes)[0]];
				expect(other.status).toBe(one.status);
				if (one.status === "rejected") throw one.reason;
				return one.value;
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
