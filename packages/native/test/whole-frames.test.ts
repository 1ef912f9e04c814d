import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadNative } from "../src";
import { compressedBuffer } from "./compressed-buffer";
import { PyarrowZstd } from "./pyarrow-zstd";
import { python } from "./python";
import { COLUMNS, columnOf } from "./sample-columns";
import { temporaryDirectory } from "./temporary-directory";

const native = loadNative();

/** Columns one behind the other, so that blocks of all sorts are neighbours. */
const mixed = fc
	.array(
		fc.tuple(
			fc.constantFrom(...Object.keys(COLUMNS)),
			fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 20_000, max: 120_000 })),
			fc.nat(),
		),
		{ minLength: 1, maxLength: 4 },
	)
	.map((columns) => new Uint8Array(Buffer.concat(columns.map((column) => columnOf(...column)))));

/** Few bytes, of which many say from how far back to copy how much. */
const small = fc
	.tuple(
		fc.constantFrom("small int64", "words one after another", "what repeats from three distances in turn"),
		fc.integer({ min: 100, max: 3000 }),
		fc.nat(),
	)
	.map((column) => columnOf(...column));

const level = fc.constantFrom(-5, 1, 1, 3, 9, 19);

/** As a stream, that is, by libzstd alone. */
async function streamed(frame: Uint8Array, length: number): Promise<Uint8Array> {
	const output = new Uint8Array(length);
	expect(await native.decompressRange("zstd", frame, 0, output)).toBe(length);
	return output;
}

async function whole(frame: Uint8Array, length: number): Promise<Uint8Array> {
	const output = new Uint8Array(length);
	await native.decompress("zstd", frame, output);
	return output;
}

/** Out of a file, read 512 KiB at a time. */
async function fromFile(frame: Uint8Array, length: number): Promise<Uint8Array> {
	const path = join(temporaryDirectory(), "buffer");
	writeFileSync(path, compressedBuffer(length, frame));
	const source = native.mapFile(path);
	const output = new Uint8Array(length);
	const buffer = { source, compression: "zstd" as const, offset: 0, length: 8 + frame.length };
	await native.kernels.loadBytes(buffer, 0, length, output).finally(() => source.close());
	return output;
}

test.skipIf(!python)(
	"pyarrow's zstd frames decode to what they were made of, read at once and in pieces",
	async () => {
		const pyarrow = new PyarrowZstd();
		await fc.assert(
			fc.asyncProperty(mixed, level, async (bytes, level) => {
				const frame = await pyarrow.compress(bytes, level);
				expect(Buffer.compare(await whole(frame, bytes.length), bytes)).toBe(0);
				expect(Buffer.compare(await fromFile(frame, bytes.length), bytes)).toBe(0);
			}),
			{ numRuns: 60 },
		);
		// Nothing but literals, 31 blocks of them: the last has no neighbour.
		const floats = columnOf("any float64", 500_000, 7);
		const frame = await pyarrow.compress(floats, 1);
		expect(Buffer.compare(await fromFile(frame, floats.length), floats)).toBe(0);
		// Two neighbours of which the second is shorter.
		const unequal = columnOf("bytes of six bits", (128 + 60) * 1024, 3);
		expect(Buffer.compare(await whole(await pyarrow.compress(unequal, 1), unequal.length), unequal)).toBe(0);
		// Values of more bits than are at hand.
		const far = columnOf("what repeats from very far behind, after words and much that does not", 400_000, 5);
		for (const level of [1, 3, 9])
			expect(Buffer.compare(await fromFile(await pyarrow.compress(far, level), far.length), far)).toBe(0);
		// The third last distance is one that only the highest levels write.
		const turns = columnOf("what repeats from three distances in turn", 100_000, 5);
		expect(Buffer.compare(await whole(await pyarrow.compress(turns, 19), turns.length), turns)).toBe(0);
		// Two blocks of literals, then a short one whose codes are those of the block before.
		for (const rest of [300, 600, 1000]) {
			const bytes = columnOf("bytes of six bits", 2 * 128 * 1024 + rest, rest);
			const frame = await pyarrow.compress(bytes, 1);
			expect(Buffer.compare(await whole(frame, bytes.length), bytes)).toBe(0);
		}
		await pyarrow.end();
	},
);

/** An error, or what a stream makes of it. Returns how many errors there were. */
async function expectAsStreamed(damaged: Uint8Array, length: number): Promise<number> {
	const want = await streamed(damaged, length).catch(() => null);
	let errors = 0;
	for (const decode of [whole, fromFile]) {
		const got = await decode(damaged, length).catch((error) => {
			expect(error).toMatchObject({ code: "ECORRUPT" });
			return null;
		});
		// What follows the last byte wanted a stream does not look at: it may be content with less.
		if (got !== null) expect(want !== null && Buffer.compare(got, want) === 0).toBe(true);
		else errors++;
	}
	return errors;
}

describe.skipIf(!python)("of a damaged zstd frame there is an error, or what libzstd makes of it", () => {
	test("wherever the damage is", async () => {
		const pyarrow = new PyarrowZstd();
		let [errors, runs] = [0, 0];
		await fc.assert(
			fc.asyncProperty(
				mixed,
				fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 3 }),
				fc.option(fc.nat(), { freq: 5 }),
				async (bytes, damage, cut) => {
					const frame = Buffer.from(await pyarrow.compress(bytes, 1));
					for (const [at, difference] of damage) frame[at % frame.length]! ^= difference;
					const length = cut === null ? frame.length : cut % frame.length;
					errors += await expectAsStreamed(new Uint8Array(frame.subarray(0, length)), bytes.length);
					runs++;
				},
			),
			{ numRuns: 150 },
		);
		expect(errors).toBeGreaterThan(20);
		expect(2 * runs - errors).toBeGreaterThan(20);
		await pyarrow.end();
	});

	test("in its first sequences, which are its last bytes", async () => {
		const pyarrow = new PyarrowZstd();
		await fc.assert(
			fc.asyncProperty(small, fc.nat(40), fc.nat(7), async (bytes, fromEnd, bit) => {
				const frame = Uint8Array.from(await pyarrow.compress(bytes, 1));
				frame[Math.max(0, frame.length - 1 - fromEnd)]! ^= 1 << bit;
				await expectAsStreamed(frame, bytes.length);
			}),
			{ numRuns: 400 },
		);
		await pyarrow.end();
	});
});
