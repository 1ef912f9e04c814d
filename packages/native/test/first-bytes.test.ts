import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Codec, loadNative } from "../src";
import { Python, python } from "./python";
import { randomBytes } from "./random-bytes";
import { temporaryDirectory } from "./temporary-directory";

const native = loadNative();

/** Columns as they are sent: what zstd makes of them differs in how literals are coded, and in how many sequences there are. */
const COLUMNS: Record<string, (rows: number, random: (limit: number) => number) => ArrayBufferView> = {
	"measured float64": (rows, random) => Float64Array.from({ length: rows }, () => random(1e6) / 1000),
	"any float64": (rows, random) => Float64Array.from({ length: rows }, () => random(2 ** 32) * Math.PI),
	"small int64": (rows, random) => BigInt64Array.from({ length: rows }, () => BigInt(random(1000))),
	"codes of a category": (rows, random) => Int8Array.from({ length: rows }, () => random(5)),
	"mostly one code": (rows, random) =>
		Int8Array.from({ length: rows }, () => (random(50) === 0 ? random(100) : 7)),
	"all alike": (rows) => new Int32Array(rows).fill(9),
	"offsets of text": (rows, random) => {
		let at = 0;
		return Int32Array.from({ length: rows }, () => (at += random(12)));
	},
	"words one after another": (rows, random) => {
		const words = ["rain", "snow", "sunshine", "fog", "霧", ""];
		return Buffer.from(Array.from({ length: rows }, () => words[random(words.length)]).join(""));
	},
	"what cannot be compressed": (rows, random) => Uint8Array.from({ length: rows }, () => random(256)),
	"what repeats from far behind": (rows, random) => {
		const page = Uint8Array.from({ length: 3000 }, () => random(256));
		return Uint8Array.from({ length: rows }, (_, i) => page[i % page.length]!);
	},
	"what repeats from three distances in turn": (rows, random) => {
		const bytes = Uint8Array.from({ length: rows }, () => random(256));
		const distances = [96, 353, 1021];
		for (let at = 1100; at + 40 < rows; ) {
			const distance = distances[random(3)]!;
			const length = 8 + random(25);
			bytes.copyWithin(at, at - distance, at - distance + length);
			at += length + random(4);
		}
		return bytes;
	},
};

const columnOf = (name: string, rows: number, seed: number): Uint8Array => {
	let state = seed;
	const random = (limit: number) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * limit);
	};
	const { buffer, byteOffset, byteLength } = COLUMNS[name]!(rows, random);
	return new Uint8Array(buffer, byteOffset, byteLength);
};

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

const COMPRESS = `
import sys, pyarrow
for line in sys.stdin:
    path, level = line.split("\\t")
    data = open(path, "rb").read()
    open(path, "wb").write(pyarrow.Codec("zstd", compression_level=int(level)).compress(data, asbytes=True))
    print("done", flush=True)
`;

// They refer to matches in ways that level 1 never does: to the third last distance, for example.
test.skipIf(!python)("frames of any level: their first bytes are those of the whole", async () => {
	const writer = new Python(COMPRESS);
	for (const name of Object.keys(COLUMNS))
		for (const level of [-5, 3, 9, 19]) {
			const bytes = columnOf(name, 30_000, level + 100);
			const path = join(temporaryDirectory(), "bytes");
			writeFileSync(path, bytes);
			writer.send(`${path}\t${level}`);
			await writer.line();
			const counts = [1, 100, 7000, 20_000, 32_768].map((count) => Math.min(count, bytes.length));
			for (const { output, filled } of await firstBytes(readFileSync(path), "zstd", counts)) {
				expect(filled).toBe(output.length);
				expect(Buffer.compare(output, bytes.subarray(0, output.length)), `${name}, level ${level}`).toBe(0);
			}
		}
	await writer.end();
});
