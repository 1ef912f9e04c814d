import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Codec, loadNative } from "../src";
import { Python, python } from "./python";
import { randomBytes } from "./random-bytes";

const native = loadNative();

const pyarrowName: Record<Codec, string> = { zstd: "zstd", lz4_frame: "lz4" };

/** A frame that decoders skip: magic 0x184D2A50, length, bytes. Source: RFC 8878 3.1.2; LZ4's frame format has the same. */
const skippable = new Uint8Array([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9]);

const bytes = fc.oneof(
	fc.uint8Array({ maxLength: 2000, size: "max" }),
	fc.tuple(fc.nat(400_000), fc.nat(1000)).map(([length, seed]) => randomBytes(length, seed)),
	fc.nat(300_000).map((length) => new Uint8Array(length)),
);

function concatenate(...parts: Uint8Array[]): Uint8Array {
	return new Uint8Array(Buffer.concat(parts));
}

async function decode(codec: Codec, frame: Uint8Array, length: number): Promise<Uint8Array> {
	const output = new Uint8Array(length);
	await native.decompress(codec, frame, output);
	return output;
}

describe.each<Codec>(["zstd", "lz4_frame"])("%s", (codec) => {
	test("what was encoded decodes to itself", async () => {
		await fc.assert(
			fc.asyncProperty(bytes, async (input) => {
				const decoded = await decode(codec, await native.compress(codec, input), input.length);
				expect(Buffer.compare(decoded, input)).toBe(0);
			}),
			{ numRuns: 60 },
		);
	});

	test("several frames, skippable ones among them, decode one after the other", async () => {
		await fc.assert(
			fc.asyncProperty(bytes, bytes, async (first, second) => {
				const frames = [await native.compress(codec, first), skippable, await native.compress(codec, second)];
				const decoded = await decode(codec, concatenate(...frames), first.length + second.length);
				expect(Buffer.compare(decoded, concatenate(first, second))).toBe(0);
			}),
			{ numRuns: 20 },
		);
	});

	test.skipIf(!python)("pyarrow decodes ours and we decode pyarrow's", async () => {
		const peer = new Python(
			`
import pyarrow, sys
codec = pyarrow.Codec(sys.argv[1])
for line in sys.stdin:
    frame, length, text = line.split(",")
    decoded = codec.decompress(bytes.fromhex(frame), int(length)).to_pybytes()
    print(str(decoded == bytes.fromhex(text)) + "," + codec.compress(bytes.fromhex(text)).to_pybytes().hex())
`,
			pyarrowName[codec],
		);
		for (const length of [1, 100, 65_536, 65_537, 1_000_000]) {
			const input = randomBytes(length);
			const ours = await native.compress(codec, input);
			const hex = [ours, input].map((part) => Buffer.from(part).toString("hex"));
			peer.send(`${hex[0]},${length},${hex[1]}`);
			const [equal, theirs] = (await peer.line()).split(",") as [string, string];
			expect(equal).toBe("True");
			const decoded = await decode(codec, new Uint8Array(Buffer.from(theirs, "hex")), length);
			expect(Buffer.compare(decoded, input)).toBe(0);
		}
		await peer.end();
	});

	test("a frame cut off anywhere is ECORRUPT", async () => {
		const input = randomBytes(3000);
		const frame = await native.compress(codec, input);
		for (let length = 0; length < frame.length; length += length < 60 ? 1 : 37) {
			await expect(decode(codec, frame.subarray(0, length), input.length)).rejects.toMatchObject({
				code: "ECORRUPT",
			});
		}
		await expect(decode(codec, new Uint8Array(0), 0)).rejects.toMatchObject({ code: "ECORRUPT" });
	});

	test("an output of any other length is ECORRUPT", async () => {
		for (const length of [0, 1, 3000, 200_000]) {
			const frame = await native.compress(codec, randomBytes(length));
			for (const wrong of [0, length - 1, length + 1, length + 100_000].filter(
				(n) => n >= 0 && n !== length,
			)) {
				await expect(decode(codec, frame, wrong)).rejects.toMatchObject({ code: "ECORRUPT" });
			}
		}
	});

	test("changed bytes give ECORRUPT or other bytes, and never touch memory outside the output", async () => {
		const frame = await native.compress(codec, randomBytes(5000));
		const change = fc.tuple(fc.nat(frame.length - 1), fc.integer({ min: 1, max: 255 }));
		await fc.assert(
			fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async (changes) => {
				const broken = frame.slice();
				for (const [position, difference] of changes) broken[position]! ^= difference;
				const around = new Uint8Array(5200).fill(0xaa);
				await native.decompress(codec, broken, around.subarray(100, 5100)).catch((error) => {
					expect(error.code).toBe("ECORRUPT");
				});
				const outside = [...around.subarray(0, 100), ...around.subarray(5100)];
				expect(outside.every((byte) => byte === 0xaa)).toBe(true);
			}),
			{ numRuns: 500 },
		);
	});

	test("any range of a frame is that range of what was encoded", async () => {
		const share = fc.double({ min: 0, max: 1, noNaN: true });
		await fc.assert(
			fc.asyncProperty(bytes, bytes, share, share, async (first, second, a, b) => {
				const frames = [await native.compress(codec, first), skippable, await native.compress(codec, second)];
				const whole = concatenate(first, second);
				const from = Math.floor(Math.min(a, b) * whole.length);
				const to = Math.ceil(Math.max(a, b) * whole.length);
				const output = new Uint8Array(to - from);
				expect(await native.decompressRange(codec, concatenate(...frames), from, output)).toBe(to - from);
				expect(Buffer.compare(output, whole.subarray(from, to))).toBe(0);
			}),
			{ numRuns: 60 },
		);
	});

	test("the beginning of a frame gives the beginning of its bytes, and the more the longer it is", async () => {
		const input = randomBytes(700_000, 3);
		const frame = await native.compress(codec, input);
		for (const skip of [0, 1000, 300_000]) {
			let before = 0;
			for (let length = 0; length <= frame.length; length += Math.ceil(frame.length / 40)) {
				const output = new Uint8Array(input.length - skip);
				const filled = await native.decompressRange(codec, frame.slice(0, length), skip, output);
				expect(filled).toBeGreaterThanOrEqual(before);
				expect(Buffer.compare(output.subarray(0, filled), input.subarray(skip, skip + filled))).toBe(0);
				before = filled;
			}
		}
		const behind = new Uint8Array(10);
		expect(await native.decompressRange(codec, frame, input.length - 4, behind)).toBe(4);
		expect(await native.decompressRange(codec, frame, input.length + 4, behind)).toBe(0);
	});

	test("a range of changed bytes is ECORRUPT or other bytes, and never touches memory outside the output", async () => {
		const frame = await native.compress(codec, randomBytes(400_000, 5));
		const change = fc.tuple(fc.nat(frame.length - 1), fc.integer({ min: 1, max: 255 }));
		const changes = fc.array(change, { minLength: 1, maxLength: 5 });
		await fc.assert(
			fc.asyncProperty(changes, fc.nat(410_000), fc.nat(frame.length), async (places, skip, length) => {
				const broken = frame.slice(0, length);
				for (const [position, difference] of places) if (position < length) broken[position]! ^= difference;
				const around = new Uint8Array(5200).fill(0xaa);
				const output = around.subarray(100, 5100);
				const filled = await native.decompressRange(codec, broken, skip, output).catch((error) => {
					expect(error.code).toBe("ECORRUPT");
					return 0;
				});
				expect(filled).toBeLessThanOrEqual(5000);
				const outside = [...around.subarray(0, 100), ...around.subarray(5100)];
				expect(outside.every((byte) => byte === 0xaa)).toBe(true);
			}),
			{ numRuns: 300 },
		);
	});

	test("an input of many steps is one frame, the same however it was cut", async () => {
		const input = randomBytes(3 * 2 ** 20 + 12345, 9);
		input.fill(7, 2 ** 20 - 500_000, 2 ** 20 + 500_000);
		const frame = await native.compress(codec, input);
		expect(frame.length).toBeLessThan(input.length);
		expect(Buffer.compare(await decode(codec, frame, input.length), input)).toBe(0);
	});

	test("compressing is cancelled between two steps, whether it has begun or waits its turn", async () => {
		const stop = new AbortController();
		const input = randomBytes(64 * 2 ** 20, 3);
		const running = Array.from({ length: 12 }, () => native.compress(codec, input, { signal: stop.signal }));
		const outcomes = Promise.allSettled(running);
		await new Promise((resolve) => setTimeout(resolve, 5));
		stop.abort("enough");
		const aborted = performance.now();
		for (const outcome of await outcomes)
			expect(outcome).toMatchObject({ status: "rejected", reason: { code: "ABORT_ERR", cause: "enough" } });
		expect(performance.now() - aborted).toBeLessThan(1000);
		await expect(native.compress(codec, input, { signal: stop.signal })).rejects.toMatchObject({
			name: "AbortError",
		});
		const other = await native.compress(codec, input.subarray(0, 1000), {
			signal: new AbortController().signal,
		});
		expect(Buffer.compare(await decode(codec, other, 1000), input.subarray(0, 1000))).toBe(0);
	});

	test("many at once do not disturb each other", async () => {
		await Promise.all(
			Array.from({ length: 40 }, async (_, i) => {
				const input = randomBytes(100_000 + i, i);
				const decoded = await decode(codec, await native.compress(codec, input), input.length);
				expect(Buffer.compare(decoded, input)).toBe(0);
			}),
		);
	});
});

test("another codec's frame is ECORRUPT, an unknown codec EINVAL", async () => {
	const input = randomBytes(100);
	await expect(decode("zstd", await native.compress("lz4_frame", input), 100)).rejects.toMatchObject({
		code: "ECORRUPT",
	});
	await expect(decode("lz4_frame", await native.compress("zstd", input), 100)).rejects.toMatchObject({
		code: "ECORRUPT",
	});
	for (const skip of [-1, Number.NaN, 2 ** 54]) {
		const range = native.decompressRange("zstd", input, skip, new Uint8Array(1));
		await expect(range).rejects.toMatchObject({ code: "EINVAL" });
	}
	await expect(native.compress("gzip" as Codec, input)).rejects.toMatchObject({ code: "EINVAL" });
});
