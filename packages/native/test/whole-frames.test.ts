import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
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

const level = fc.constantFrom(-5, 1, 1, 3, 9);

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
		// Two blocks of literals, then a short one whose codes are those of the block before.
		for (const rest of [300, 600, 1000]) {
			const bytes = columnOf("bytes of six bits", 2 * 128 * 1024 + rest, rest);
			const frame = await pyarrow.compress(bytes, 1);
			expect(Buffer.compare(await whole(frame, bytes.length), bytes)).toBe(0);
		}
		await pyarrow.end();
	},
);

test.skipIf(!python)("of a damaged zstd frame there is an error, or what libzstd makes of it", async () => {
	const pyarrow = new PyarrowZstd();
	let [errors, others] = [0, 0];
	await fc.assert(
		fc.asyncProperty(
			mixed,
			fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 3 }),
			fc.option(fc.nat(), { freq: 5 }),
			async (bytes, damage, cut) => {
				const frame = Buffer.from(await pyarrow.compress(bytes, 1));
				for (const [at, difference] of damage) frame[at % frame.length]! ^= difference;
				const damaged = new Uint8Array(frame.subarray(0, cut === null ? frame.length : cut % frame.length));
				const want = await streamed(damaged, bytes.length).catch(() => null);
				for (const decode of [whole, fromFile]) {
					const got = await decode(damaged, bytes.length).catch((error) => {
						expect(error).toMatchObject({ code: "ECORRUPT" });
						return null;
					});
					// What follows the last byte wanted a stream does not look at: it may be content with less.
					if (got !== null) expect(want !== null && Buffer.compare(got, want) === 0).toBe(true);
					if (got === null) errors++;
					else others++;
				}
			},
		),
		{ numRuns: 150 },
	);
	expect(errors).toBeGreaterThan(20);
	expect(others).toBeGreaterThan(20);
	await pyarrow.end();
});
