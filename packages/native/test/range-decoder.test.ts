import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Codec, loadNative } from "../src";
import { descriptorsOf, mappingsOf } from "./process-state";
import { randomBytes } from "./random-bytes";
import { temporaryDirectory } from "./temporary-directory";

const native = loadNative();
const LENGTH = 900_000;

async function mapFrame(codec: Codec, input: Uint8Array, before = 13) {
	const frame = await native.compress(codec, input);
	const path = join(temporaryDirectory(), "frame");
	writeFileSync(path, Buffer.concat([randomBytes(before), frame, randomBytes(100)]));
	const mapping = native.mapFile(path);
	return { path, mapping, frame, open: () => mapping.openDecoder(codec, before, frame.length) };
}

/** Bytes of several zstd blocks, some of which repeat what lies far behind. */
const input = randomBytes(LENGTH, 4);
input.copyWithin(500_000, 100_000, 300_000);

const take = (ranges: number[]) =>
	Buffer.concat(
		Array.from({ length: ranges.length / 2 }, (_, i) => input.subarray(ranges[2 * i], ranges[2 * i + 1])),
	);

const ranges = fc
	.array(fc.oneof(fc.nat(LENGTH), fc.nat(300)), { maxLength: 40 })
	.map((bounds) => bounds.slice(bounds.length % 2).sort((a, b) => a - b));

const request = (
	decoder: ReturnType<Awaited<ReturnType<typeof mapFrame>>["open"]>,
	bounds: number[],
	keep: boolean,
) => ({
	decoder,
	ranges: Float64Array.from(bounds),
	output: new Uint8Array(take(bounds).length),
	keep,
});

describe.each<Codec>(["zstd", "lz4_frame"])("a decoder of %s", (codec) => {
	test("gives any ranges, in any order of calls, whether it was kept or not", async () => {
		const { mapping, open } = await mapFrame(codec, input);
		const decoders = [open(), open(), open()];
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(ranges, fc.boolean(), fc.nat(2)), { maxLength: 8 }),
				async (calls) => {
					const requests = calls.map(([bounds, keep, i]) => request(decoders[i]!, bounds, keep));
					expect(await native.decodeMany(requests)).toEqual(requests.map(({ output }) => output.length));
					for (const [i, { output }] of requests.entries())
						expect(Buffer.compare(output, take(calls[i]![0]))).toBe(0);
				},
			),
			{ numRuns: 60 },
		);
		for (const decoder of decoders) decoder.close();
		mapping.close();
	});

	test("holds memory only where it was kept, and gives it back", async () => {
		const { mapping, open } = await mapFrame(codec, input);
		const decoder = open();
		expect(decoder.heldBytes).toBe(0);
		await native.decodeMany([request(decoder, [0, 10], true)]);
		expect(decoder.heldBytes).toBeGreaterThan(100_000);
		await native.decodeMany([request(decoder, [10, 20], false)]);
		expect(decoder.heldBytes).toBe(0);
		await native.decodeMany([request(decoder, [5, 20], true)]);
		decoder.close();
		decoder.close();
		expect(decoder.heldBytes).toBe(0);
		await expect(native.decodeMany([request(decoder, [0, 1], false)])).rejects.toMatchObject({
			code: "EBADF",
		});
		mapping.close();
	});

	test("is closed with its mapping, and keeps no file open then", async () => {
		const { path, mapping, open } = await mapFrame(codec, input);
		const decoder = open();
		await native.decodeMany([request(decoder, [0, 10], true)]);
		mapping.close();
		expect(decoder.heldBytes).toBe(0);
		if (process.platform === "linux") expect([descriptorsOf(path), mappingsOf(path)]).toEqual([0, []]);
	});

	test("fills less where the data ends, and says what is broken, each request by itself", async () => {
		const { mapping, open, path, frame } = await mapFrame(codec, input);
		const whole = mapping.openDecoder(codec, 13, frame.length);
		const cut = mapping.openDecoder(codec, 13, Math.floor(frame.length / 2));
		const wrong = mapping.openDecoder(codec, 14, frame.length - 1);
		const output = () => new Uint8Array(100);
		const ask = (decoder: ReturnType<typeof open>, start: number) => ({
			...{ decoder, ranges: Float64Array.of(start, start + 100), output: output(), keep: true },
		});
		const [behind, short, bad, good] = await native.decodeMany([
			ask(whole, LENGTH - 40),
			ask(cut, LENGTH - 200),
			ask(wrong, 0),
			ask(open(), 0),
		]);
		expect([behind, short, good]).toEqual([40, 0, 100]);
		expect(bad).toMatchObject({ code: "ECORRUPT" });
		expect(wrong.heldBytes).toBe(0);
		if (process.platform !== "win32") {
			truncateSync(path, 100);
			expect((await native.decodeMany([ask(open(), 0)]))[0]).toMatchObject({ code: "EFAULT" });
		}
		mapping.close();
	});

	test("that is closed while it works ends soon, and nothing else does", async () => {
		const large = new Uint8Array(300 * 2 ** 20);
		for (let i = 0; i < large.length; i += 3) large[i] = i % 251;
		const { mapping, open } = await mapFrame(codec, large);
		const [decoder, other] = [open(), open()];
		const last = { ranges: Float64Array.of(large.length - 1, large.length), keep: false };
		const running = native.decodeMany([
			{ decoder, ...last, output: new Uint8Array(1) },
			{ decoder: other, ...last, output: new Uint8Array(1) },
		]);
		decoder.close();
		const [ended, done] = await running;
		expect(ended).toMatchObject({ code: "EBADF" });
		expect(done).toBe(1);
		mapping.close();
	});
});

test("ranges that fall, overlap, are no numbers or do not fit the output are EINVAL; what lies outside ERANGE", async () => {
	const { mapping, open } = await mapFrame("zstd", input);
	const decoder = open();
	for (const bounds of [[2, 1], [0, 5, 4, 6], [0], [0, Number.NaN], [-1, 2], [0, 2 ** 54]]) {
		const decode = native.decodeMany([
			{ decoder, ranges: Float64Array.from(bounds), output: new Uint8Array(5), keep: false },
		]);
		await expect(decode).rejects.toMatchObject({ code: "EINVAL" });
	}
	const tooSmall = { decoder, ranges: Float64Array.of(0, 5), output: new Uint8Array(4), keep: false };
	await expect(native.decodeMany([tooSmall])).rejects.toMatchObject({ code: "EINVAL" });
	for (const [offset, length] of [
		[0, mapping.size + 1],
		[-1, 1],
		[mapping.size, 1],
		[0, Number.NaN],
	] as const)
		expect(() => mapping.openDecoder("zstd", offset, length)).toThrow(/ERANGE/);
	mapping.close();
});
