import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Codec, loadNative } from "../src";
import { PyarrowZstd } from "./pyarrow-zstd";
import { python } from "./python";
import { randomBytes } from "./random-bytes";
import { COLUMNS, columnOf } from "./sample-columns";
import { temporaryDirectory } from "./temporary-directory";

const native = loadNative();

const column = fc
	.tuple(fc.constantFrom(...Object.keys(COLUMNS)), fc.integer({ min: 1, max: 40_000 }), fc.nat())
	.map((args) => columnOf(...args));

/** Up to a column's beginning, and a few bytes more than is decoded by itself. */
const lengths = fc.array(fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 40_000 })), {
	minLength: 1,
	maxLength: 5,
});

async function firstBytes(frame: Uint8Array, codec: Codec, counts: number[]) {
	const path = join(temporaryDirectory(), "frame");
	writeFileSync(path, frame);
	const mapping = native.mapFile(path);
	const outputs = counts.map((count) => new Uint8Array(count));
	const filled = await native.decodeMany(
		outputs.map((output) => ({
			decoder: mapping.openDecoder(codec, 0, frame.length),
			...{ ranges: Float64Array.of(0, output.length), output, keep: false },
		})),
	);
	mapping.close();
	return outputs.map((output, i) => ({ output, filled: filled[i] }));
}

describe.each<Codec>(["zstd", "lz4_frame"])("the first bytes of a frame of %s", (codec) => {
	test("are those of the whole, whatever it holds and however many they are", async () => {
		await fc.assert(
			fc.asyncProperty(column, lengths, async (bytes, wanted) => {
				const counts = wanted.map((count) => Math.min(count, bytes.length));
				const frame = await native.compress(codec, bytes);
				for (const { output, filled } of await firstBytes(frame, codec, counts)) {
					expect(filled).toBe(output.length);
					expect(Buffer.compare(output, bytes.subarray(0, output.length))).toBe(0);
				}
			}),
			{ numRuns: 150 },
		);
	});

	test("of a damaged one are bytes or an error, and of a whole one are right again afterwards", async () => {
		const sound = await native.compress(codec, randomBytes(3000));
		await fc.assert(
			fc.asyncProperty(
				column,
				fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }),
				fc.nat(),
				async (bytes, damage, cut) => {
					const frame = Buffer.from(await native.compress(codec, bytes));
					for (const [at, value] of damage) frame[at % Math.min(frame.length, 600)] = value;
					const part = frame.subarray(0, cut % 3 === 0 ? 1 + (cut % frame.length) : frame.length);
					const counts = [Math.min(800, bytes.length), Math.min(8000, bytes.length)];
					for (const { output, filled } of await firstBytes(part, codec, counts)) {
						if (typeof filled === "number") expect(filled).toBeLessThanOrEqual(output.length);
						else expect(filled).toMatchObject({ code: "ECORRUPT" });
					}
					const [first] = await firstBytes(sound, codec, [1000]);
					expect(Buffer.compare(first!.output, randomBytes(3000).subarray(0, 1000))).toBe(0);
				},
			),
			{ numRuns: 150 },
		);
	});
});

// They refer to matches in ways that level 1 never does: to the third last distance, for example.
test.skipIf(!python)("frames of any level: their first bytes are those of the whole", async () => {
	const pyarrow = new PyarrowZstd();
	for (const name of Object.keys(COLUMNS))
		for (const level of [-5, 3, 9, 19]) {
			const bytes = columnOf(name, 30_000, level + 100);
			const frame = await pyarrow.compress(bytes, level);
			const counts = [1, 100, 7000, 20_000, 32_768].map((count) => Math.min(count, bytes.length));
			for (const { output, filled } of await firstBytes(frame, "zstd", counts)) {
				expect(filled).toBe(output.length);
				expect(Buffer.compare(output, bytes.subarray(0, output.length)), `${name}, level ${level}`).toBe(0);
			}
		}
	await pyarrow.end();
});
