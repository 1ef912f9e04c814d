import type { ByteSource } from "@allye/protocol/contract";
import { beforeAll, describe, expect, it } from "vitest";
import { type ArrayData, dictionaryArray, float64Array, openArrow, utf8Array } from "../src";
import { ArraySource } from "./array-source";
import { written } from "./memory-sink";
import { nativeCodecs as codecs } from "./native-codecs";

const BATCHES = 10;
const ROWS = 100_000;
let plain: Uint8Array;
let zstd: Uint8Array;

/** Ten batches of a column of numbers and one of text. */
beforeAll(async () => {
	const batches = Array.from({ length: BATCHES }, (_, b) => {
		const numbers = Float64Array.from({ length: ROWS }, (_, i) => b * ROWS + i);
		const words = Array.from(numbers, (n) => `word ${n % 977}`);
		const columns: ArrayData[] = [float64Array("x", numbers), utf8Array("t", words)];
		return { length: ROWS, columns };
	});
	const schema = { fields: batches[0]!.columns.map(({ field }) => field), metadata: new Map() };
	plain = await written(batches, { schema, format: "file", compression: null, codecs });
	zstd = await written(batches, { schema, format: "file", compression: "zstd", codecs });
}, 60_000);

const open = async (source: ByteSource, signal?: AbortSignal) =>
	(await openArrow(source, { format: "file", codecs, signal })).columns;

describe("reading is lazy", () => {
	it("opening reads metadata, and a column only its own bytes", async () => {
		const source = new ArraySource(plain);
		const [x] = await open(source);
		expect(source.bytesRead).toBeLessThan(plain.length / 20);
		const opened = source.bytesRead;
		await x!.decode({ as: "float64" });
		expect(source.bytesRead - opened).toBe(8 * BATCHES * ROWS);
	});

	it("of an uncompressed payload only the rows asked for", async () => {
		const source = new ArraySource(plain);
		const [x, t] = await open(source);
		const opened = source.bytesRead;
		const rows = { start: 3 * ROWS - 10, end: 3 * ROWS + 10 };
		expect((await x!.decode({ as: "float64", rows }))[19]).toBe(3 * ROWS + 9);
		expect(source.bytesRead - opened).toBe(8 * 20);
		await t!.decode({ as: "utf8", rows });
		expect(source.bytesRead - opened).toBeLessThan(1000);
	});

	it("of a compressed payload only the batches that have the rows", async () => {
		const source = new ArraySource(zstd);
		const [x] = await open(source);
		const opened = source.bytesRead;
		await x!.decode({ as: "float64", rows: { start: 5, end: 6 } });
		expect(source.bytesRead - opened).toBeLessThan(zstd.length / BATCHES);
	});

	it("tells its progress batch by batch", async () => {
		const [x] = await open(new ArraySource(plain));
		const seen: { rows: number; bytes: number }[] = [];
		await x!.decode({ as: "float64", onProgress: (progress) => seen.push(progress) });
		expect(seen.map(({ rows }) => rows)).toEqual(Array.from({ length: BATCHES }, (_, b) => (b + 1) * ROWS));
		expect(seen.at(-1)!.bytes).toBe(8 * BATCHES * ROWS);
	});
});

describe("stopping", () => {
	it("an abort settles soon, with the signal's reason, and leaves the payload usable", {
		retry: 3,
	}, async () => {
		for (const as of ["float64", "codes", "utf8", "arrow"] as const) {
			const column = (await open(new ArraySource(zstd)))[as === "float64" ? 0 : 1]!;
			const controller = new AbortController();
			const reason = new Error("enough");
			let aborted = 0;
			setTimeout(() => {
				aborted = performance.now();
				controller.abort(reason);
			}, 5);
			const decoding = column.decode({ as, signal: controller.signal } as { as: "arrow" });
			await expect(decoding).rejects.toMatchObject({ code: "ABORTED", cause: reason });
			expect(performance.now() - aborted).toBeLessThan(100);
			expect(await column.decode({ as: "arrow", rows: { start: 0, end: 2 } })).toHaveLength(1);
		}
	});

	it("a signal that has fired before stops opening, decoding and batches", async () => {
		const signal = AbortSignal.abort("no");
		await expect(open(new ArraySource(plain), signal)).rejects.toMatchObject({ code: "ABORTED" });
		const payload = await openArrow(new ArraySource(plain), { format: "file", codecs });
		await expect(payload.columns[0]!.decode({ as: "float64", signal })).rejects.toMatchObject({
			code: "ABORTED",
		});
		await expect(payload.batches({ signal })[Symbol.asyncIterator]().next()).rejects.toMatchObject({
			code: "ABORTED",
		});
	});

	it("lets timers run while it converts", { retry: 3 }, async () => {
		const columns = await open(new ArraySource(zstd));
		let longest = 0;
		let last = performance.now();
		const timer = setInterval(() => {
			longest = Math.max(longest, performance.now() - last);
			last = performance.now();
		}, 5);
		await Promise.all(
			[0, 1, 0, 1].map((i) => columns[i]!.decode({ as: i === 0 ? "float64" : "codes" } as never)),
		);
		clearInterval(timer);
		// A machine under load may be late; holding the loop for a whole column would be far later.
		expect(longest).toBeLessThan(150);
	});
});

describe("reads that end in any order", () => {
	it("give the same codes: of text by first appearance, of changing dictionaries by batch", async () => {
		const batches = ["ba", "cb", "d", "ac"].map((letters) => {
			const values = [...letters];
			const codes = Int32Array.from({ length: 4 }, (_, i) => i % values.length);
			const words = Array.from(codes, (code) => values[code]!);
			return { length: 4, columns: [dictionaryArray("c", codes, values), utf8Array("t", words)] };
		});
		const schema = { fields: batches[0]!.columns.map(({ field }) => field), metadata: new Map() };
		const bytes = await written(batches, { schema, format: "stream", compression: null, codecs });
		for (let run = 0; run < 20; run++) {
			const source = new ArraySource(bytes);
			const payload = await openArrow(source, { format: "stream", codecs });
			const read = source.read.bind(source);
			source.read = async (...asked) => {
				await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
				return read(...asked);
			};
			for (const column of payload.columns) {
				const coded = await column.decode({ as: "codes" });
				expect(coded!.values).toEqual(["b", "a", "c", "d"]);
				expect([...coded!.codes]).toEqual([0, 1, 0, 1, 2, 0, 2, 0, 3, 3, 3, 3, 1, 2, 1, 2]);
			}
		}
	});
});

describe("arguments", () => {
	it("are checked: rows, into, columns", async () => {
		const payload = await openArrow(new ArraySource(plain), { format: "file", codecs });
		const [x] = payload.columns;
		const invalid = { code: "INVALID_ARGUMENT" };
		for (const rows of [
			{ start: -1, end: 2 },
			{ start: 3, end: 2 },
			{ start: 0.5, end: 2 },
			{ start: 0, end: Number.NaN },
		]) {
			await expect(x!.decode({ as: "float64", rows })).rejects.toMatchObject(invalid);
		}
		const into = new Float64Array(3);
		await expect(x!.decode({ as: "float64", into })).rejects.toMatchObject(invalid);
		expect(() => payload.batches({ columns: [2] })).toThrow(expect.objectContaining(invalid));
		expect(await x!.decode({ as: "float64", rows: { start: 5, end: 5 } })).toHaveLength(0);
	});
});
