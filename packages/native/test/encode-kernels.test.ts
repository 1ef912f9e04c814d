import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadNative } from "../src";

const { encodeKernels } = loadNative();

const TWO_63 = 2 ** 63;
const bitAt = (bits: Uint8Array, i: number) => ((bits[i >> 3]! >> (i & 7)) & 1) === 1;
const bitsFor = (count: number) => new Uint8Array(Math.ceil(count / 8)).fill(0xff);
const floats = fc.array(fc.double(), { maxLength: 100 }).map((values) => Float64Array.from(values));
const wholes = fc
	.array(
		fc.oneof(fc.maxSafeInteger(), fc.double({ min: -TWO_63, max: 2 ** 62, noNaN: true }), fc.constant(-0.7)),
	)
	.map((values) => Float64Array.from(values));
const fits = (value: number) => value >= -TWO_63 && value < TWO_63;

test("areInt64 and toInt64 allow exactly what int64 holds, and cut toward zero", async () => {
	await fc.assert(
		fc.asyncProperty(fc.oneof(wholes, floats), async (values) => {
			const all = values.every(fits);
			expect(await encodeKernels.areInt64(values)).toBe(all);
			const out = new BigInt64Array(values.length);
			expect(await encodeKernels.toInt64(values, out)).toBe(all);
			if (all) expect([...out]).toEqual(Array.from(values, (value) => BigInt(Math.trunc(value))));
		}),
	);
	for (const odd of [Number.NaN, Number.POSITIVE_INFINITY, TWO_63, -TWO_63 * 1.1]) {
		const values = new Float64Array(3000);
		values[2999] = odd;
		expect(await encodeKernels.areInt64(values)).toBe(false);
	}
});

test("toValidity marks NaN and counts it; bits behind the last are 0", async () => {
	await fc.assert(
		fc.asyncProperty(floats, async (values) => {
			const bits = bitsFor(values.length);
			const missing = await encodeKernels.toValidity(values, bits);
			expect(missing).toBe(values.filter(Number.isNaN).length);
			for (let i = 0; i < bits.length * 8; i++)
				expect(bitAt(bits, i)).toBe(i < values.length && !Number.isNaN(values[i]));
		}),
	);
});

describe("toIndices", () => {
	test.each([Int8Array, Int16Array, Int32Array])(
		"narrows to %o and marks what is missing",
		async (Indices) => {
			await fc.assert(
				fc.asyncProperty(fc.array(fc.integer({ min: -1, max: 126 })), async (given) => {
					const codes = Int32Array.from(given);
					const out = new Indices(codes.length);
					const bits = bitsFor(codes.length);
					const missing = await encodeKernels.toIndices(codes, 127, out, bits);
					expect(missing).toBe(given.filter((code) => code < 0).length);
					expect([...out]).toEqual(given);
					for (let i = 0; i < bits.length * 8; i++)
						expect(bitAt(bits, i)).toBe(i < given.length && given[i]! >= 0);
				}),
			);
		},
	);

	test.each([-2, 5, 2 ** 31 - 1, -(2 ** 31)])("names the row of the code %i", async (wrong) => {
		const codes = new Int32Array(20);
		codes[13] = wrong;
		expect(await encodeKernels.toIndices(codes, 5, new Int8Array(20), bitsFor(20))).toBe(-14);
	});
});

test("firstBeyond finds the first value as far from 0 as the limit", async () => {
	await fc.assert(
		fc.asyncProperty(floats, fc.double({ min: 0, noNaN: true }), async (values, limit) => {
			const expected = values.findIndex((value) => Math.abs(value) >= limit);
			expect(await encodeKernels.firstBeyond(values, limit)).toBe(expected);
		}),
	);
});

/** Moments of all sizes, with halves of a microsecond and a nanosecond among their parts. */
const seconds = fc
	.array(
		fc.oneof(
			fc.double({ min: -9_223_372_035, max: 9_223_372_035, noNaN: true }),
			fc
				.tuple(fc.integer({ min: -2000, max: 2000 }), fc.integer({ min: -2048, max: 2048 }))
				.map(([whole, part]) => whole + part / 2048),
			fc.integer({ min: -(2 ** 31), max: 2 ** 31 }).map((count) => (count + 0.5) / 1e9),
			fc.constant(Number.NaN),
		),
	)
	.map((values) => Float64Array.from(values));

test("toTimestamps rounds to microseconds as Math.round does", async () => {
	await fc.assert(
		fc.asyncProperty(seconds, async (values) => {
			const out = new BigInt64Array(values.length);
			expect(await encodeKernels.toTimestamps(values, "us", out)).toBe(true);
			for (const [row, value] of values.entries()) {
				const whole = Math.trunc(value);
				const expected = Number.isNaN(value)
					? 0n
					: BigInt(whole) * 1_000_000n + BigInt(Math.round((value - whole) * 1e6));
				expect(out[row]).toBe(expected);
			}
		}),
	);
});

test("toTimestamps refuses what no int64 holds, and takes the last nanosecond there is", async () => {
	const out = new BigInt64Array(1);
	for (const value of [1e10, -1e10, Number.POSITIVE_INFINITY, 9_223_372_036.9]) {
		expect(await encodeKernels.toTimestamps(Float64Array.of(value), "ns", out)).toBe(false);
		expect(await encodeKernels.toTimestamps(Float64Array.of(value), "ns of decimals", out)).toBe(false);
	}
	expect(await encodeKernels.toTimestamps(Float64Array.of(9_223_372_036.75), "ns", out)).toBe(true);
	expect(out[0]).toBe(9_223_372_036_750_000_000n);
	expect(await encodeKernels.toTimestamps(Float64Array.of(9.3e12), "us", out)).toBe(false);
});

test("copyTexts puts texts behind others, and refuses what does not lie in its bytes", async () => {
	const bytes = Buffer.from("abcdefgh");
	const offsets = new Int32Array(4);
	const out = Buffer.alloc(8, "-");
	await encodeKernels.copyTexts(Int32Array.of(2, 3, 3, 6), bytes, offsets, out, 1);
	expect(out.toString()).toBe("-cdef---");
	expect([...offsets]).toEqual([1, 2, 2, 5]);
	for (const [wrong, at] of [
		[[-1, 2], 0],
		[[0, 9], 0],
		[[3, 2], 0],
		[[0, 8], 1],
		[[], 0],
	] as [number[], number][]) {
		const given = Int32Array.from(wrong);
		const copying = encodeKernels.copyTexts(given, bytes, new Int32Array(given.length), out, at);
		await expect(copying).rejects.toMatchObject({ code: "EINVAL" });
	}
});

test("arrays that are too short are refused", async () => {
	const values = new Float64Array(9);
	await expect(encodeKernels.toInt64(values, new BigInt64Array(8))).rejects.toMatchObject({ code: "EINVAL" });
	await expect(encodeKernels.toValidity(values, new Uint8Array(1))).rejects.toMatchObject({ code: "EINVAL" });
	const codes = new Int32Array(9);
	await expect(encodeKernels.toIndices(codes, 1, new Int8Array(8), bitsFor(9))).rejects.toMatchObject({
		code: "EINVAL",
	});
	await expect(encodeKernels.toIndices(codes, 1, new Int8Array(9), bitsFor(8))).rejects.toMatchObject({
		code: "EINVAL",
	});
	await expect(encodeKernels.toTimestamps(values, "ns", new BigInt64Array(8))).rejects.toMatchObject({
		code: "EINVAL",
	});
});
