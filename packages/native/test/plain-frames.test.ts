import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadNative } from "../src";
import { Python, python } from "./python";

const native = loadNative();

/** Of `rows` int64s: each stretch of them is `base` plus something below 256^width, so that blocks share none to all of their upper bytes. */
interface Stretch {
	rows: number;
	base: bigint;
	width: number;
}

const stretch = fc.record<Stretch>({
	rows: fc.oneof(fc.nat(300), fc.nat(40_000)),
	base: fc.oneof(fc.constant(0n), fc.constant(-1n), fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n })),
	width: fc.nat(8),
});

const column = fc.record({
	stretches: fc.array(stretch, { minLength: 1, maxLength: 6 }),
	seed: fc.nat(1_000_000),
	// Bytes left out at the end: the last value may be no whole one.
	cut: fc.nat(9),
});

function bytesOf({ stretches, seed, cut }: { stretches: Stretch[]; seed: number; cut: number }): Uint8Array {
	const rows = stretches.reduce((sum, each) => sum + each.rows, 0);
	const values = new BigUint64Array(rows);
	let state = BigInt(seed) * 2_654_435_761n + 1n;
	let row = 0;
	for (const { rows, base, width } of stretches) {
		for (let i = 0; i < rows; i++) {
			state = BigInt.asUintN(64, state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n);
			const below = width === 0 ? 0n : (state ^ (state >> 29n)) & ((1n << BigInt(8 * width)) - 1n);
			values[row++] = BigInt.asUintN(64, base + below);
		}
	}
	return new Uint8Array(values.buffer).subarray(0, Math.max(0, 8 * rows - cut));
}

/** Three of a frame's bytes say that no matches were looked for: a content size of eight bytes behind a window of 128 KiB. */
const isPlain = (frame: Uint8Array) => frame[4] === 0xc0 && frame[5] === 0x38;

/** Int64s that no rule ties to those before. */
const wholeNumbers = (rows: number, below: number) =>
	new Uint8Array(BigInt64Array.from({ length: rows }, (_, i) => BigInt(scrambled(i) % below)).buffer);

function scrambled(i: number): number {
	const once = Math.imul(i ^ (i >>> 15), 0x2c1b3c6d);
	const twice = Math.imul(once ^ (once >>> 12), 0x297a2d39);
	return (twice ^ (twice >>> 15)) >>> 0;
}

describe("zstd frames without a search for matches", () => {
	test("whatever int64s a buffer has, it decodes to itself, as a whole and from anywhere", async () => {
		let plain = 0;
		await fc.assert(
			fc.asyncProperty(column, fc.double({ min: 0, max: 1, noNaN: true }), async (given, at) => {
				const input = bytesOf(given);
				const frame = await native.compress("zstd", input);
				plain += isPlain(frame) ? 1 : 0;
				const decoded = new Uint8Array(input.length);
				await native.decompress("zstd", frame, decoded);
				expect(Buffer.compare(decoded, input)).toBe(0);
				const from = Math.floor(input.length * at);
				const part = new Uint8Array(Math.min(5000, input.length - from));
				expect(await native.decompressRange("zstd", frame, from, part)).toBe(part.length);
				expect(Buffer.compare(part, input.subarray(from, from + part.length))).toBe(0);
			}),
			{ numRuns: 80 },
		);
		expect(plain).toBeGreaterThan(5);
	});

	test.skipIf(!python)("pyarrow decodes them", async () => {
		const peer = new Python(
			`
import pyarrow, sys
for line in sys.stdin:
    frame, length, text = line.strip().split(",")
    print(pyarrow.decompress(bytes.fromhex(frame), int(length), "zstd", asbytes=True) == bytes.fromhex(text))
`,
		);
		await fc.assert(
			fc.asyncProperty(column, async (given) => {
				const input = bytesOf(given);
				const frame = await native.compress("zstd", input);
				const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
				peer.send(`${hex(frame)},${input.length},${hex(input)}`);
				expect(await peer.line()).toBe("True");
			}),
			{ numRuns: 25 },
		);
		await peer.end();
	});

	test("are used for whole numbers and for noise, and not where there are matches", async () => {
		const noise = new Uint8Array(Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i * i)).buffer);
		const text = new TextEncoder().encode("the quick brown fox jumps over the lazy dog ".repeat(5000));
		const frames = await Promise.all(
			[wholeNumbers(100_000, 1000), noise, text].map((input) => native.compress("zstd", input)),
		);
		expect(frames.map(isPlain)).toEqual([true, true, false]);
		// Three of eight bytes differ from value to value at most.
		expect(frames[0]!.length).toBeLessThan(250_000);
	});

	test("can be cancelled", async () => {
		const input = wholeNumbers(8_000_000, 1000);
		const stop = new AbortController();
		const running = native.compress("zstd", input, { signal: stop.signal });
		stop.abort();
		await expect(running).rejects.toMatchObject({ code: "ABORT_ERR" });
	});

	test("are not even made of a large buffer that would not become smaller by the least saving", async () => {
		const noise = new Uint8Array(Float64Array.from({ length: 300_000 }, (_, i) => Math.sin(i * i)).buffer);
		for (const codec of ["zstd", "lz4_frame"] as const) {
			expect(await native.compress(codec, noise, { leastSaving: 1 / 8 })).toBeNull();
			expect(await native.compress(codec, wholeNumbers(300_000, 9), { leastSaving: 1 / 8 })).not.toBeNull();
			expect(await native.compress(codec, noise.subarray(0, 1000), { leastSaving: 1 / 8 })).not.toBeNull();
		}
	});
});
