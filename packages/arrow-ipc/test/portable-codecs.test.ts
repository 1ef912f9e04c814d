import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Codecs, Compression } from "../src";
import { portableCodecs } from "../src/portable-codecs";
import { nativeCodecs } from "./native-codecs";
import { PythonPeer } from "./python-peer";

let python: PythonPeer;
let codecs: Codecs;
beforeAll(async () => {
	python = await PythonPeer.start();
	codecs = await portableCodecs();
});
afterAll(() => python[Symbol.asyncDispose]());

const COMPRESSIONS = ["zstd", "lz4_frame"] as const;
const PYARROW_NAME = { zstd: "zstd", lz4_frame: "lz4" };

async function byPyarrow(compression: Compression, size: number, seed = 1) {
	const path = join(python.directory, `${compression}-${size}-${seed}`);
	await python.ask("compress", { codec: PYARROW_NAME[compression], size, seed, path });
	return { compressed: await bytes(path), raw: await bytes(`${path}.raw`) };
}

const bytes = async (path: string) => new Uint8Array(await readFile(path));

async function decoded(compression: Compression, input: Uint8Array, length: number): Promise<Uint8Array> {
	const output = new Uint8Array(length);
	await codecs.decompress(compression, input, output);
	return output;
}

describe.each(COMPRESSIONS)("portable %s", (compression) => {
	it.each([1, 100, 65_536, 70_000, 1_000_000, 9_000_000])(
		"decodes %i bytes that pyarrow compressed",
		async (size) => {
			const { compressed, raw } = await byPyarrow(compression, size);
			expect(Buffer.compare(await decoded(compression, compressed, size), raw)).toBe(0);
		},
	);

	it("decodes what the native codecs compress, whatever it is", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.uint8Array({ maxLength: 30 }), { minLength: 1 }),
				fc.nat(9),
				async (parts, again) => {
					const raw = new Uint8Array(Buffer.concat(Array.from({ length: again + 1 }, () => parts).flat()));
					fc.pre(raw.length > 0);
					const compressed = (await nativeCodecs.compress!(compression, raw, { leastSaving: 0 }))!;
					expect(Buffer.compare(await decoded(compression, compressed, raw.length), raw)).toBe(0);
				},
			),
		);
	});

	it("decodes numbers that the native codecs compress, whatever of their bytes changes from one to the next", async () => {
		const column = fc.record({
			rows: fc.nat(50_000),
			width: fc.nat(6),
			base: fc.bigInt({ min: 0n, max: 2n ** 62n }),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(column, { minLength: 1, maxLength: 3 }), fc.nat(), async (columns, seed) => {
				const values = columns.flatMap(({ rows, width, base }) =>
					Array.from(
						{ length: rows },
						(_, i) => base + BigInt(scrambled(seed + i) % 2 ** (8 * Math.min(width, 4))),
					),
				);
				const raw = new Uint8Array(BigInt64Array.from(values).buffer);
				fc.pre(raw.length > 0);
				const compressed = (await nativeCodecs.compress!(compression, raw, { leastSaving: 0 }))!;
				expect(Buffer.compare(await decoded(compression, compressed, raw.length), raw)).toBe(0);
			}),
			{ numRuns: 20 },
		);
	});

	it("decodes into a part of a buffer, and leaves the rest alone", async () => {
		const { compressed, raw } = await byPyarrow(compression, 1000);
		const memory = new Uint8Array(1016).fill(7);
		await codecs.decompress(compression, compressed, memory.subarray(8, 1008));
		expect(memory.subarray(8, 1008)).toEqual(raw);
		expect([...memory.subarray(0, 8), ...memory.subarray(1008)]).toEqual(Array(16).fill(7));
	});

	it("refuses a length other than the true one", async () => {
		const { compressed } = await byPyarrow(compression, 70_000);
		for (const length of [0, 1, 69_999, 70_001, 140_000]) {
			await expect(decoded(compression, compressed, length)).rejects.toThrow(Error);
		}
	});

	it("refuses data cut off anywhere", async () => {
		const { compressed } = await byPyarrow(compression, 300);
		for (let length = 0; length < compressed.length; length++) {
			await expect(decoded(compression, compressed.subarray(0, length), 300)).rejects.toThrow(Error);
		}
	});

	it("takes or refuses damaged data as the native library does, and works on afterwards", async () => {
		const { compressed, raw } = await byPyarrow(compression, 70_000);
		const damage = fc.array(fc.tuple(fc.nat(compressed.length - 1), fc.nat(255)), {
			minLength: 1,
			maxLength: 8,
		});
		await fc.assert(
			fc.asyncProperty(damage, async (changes) => {
				const damaged = compressed.slice();
				for (const [at, byte] of changes) damaged[at] = byte;
				// No checksum covers the content, so damage may go unseen; the native library decides alike.
				const outcome = await decoded(compression, damaged, 70_000).catch(() => null);
				const native = new Uint8Array(70_000);
				const nativeOk = await nativeCodecs.decompress(compression, damaged, native).then(
					() => true,
					() => false,
				);
				expect(outcome !== null).toBe(nativeOk);
				if (outcome !== null) expect(Buffer.compare(outcome, native)).toBe(0);
			}),
			{ numRuns: 300 },
		);
		expect(Buffer.compare(await decoded(compression, compressed, 70_000), raw)).toBe(0);
	});
});

describe("portable LZ4", () => {
	it("checks the checksums of a frame that has them", async () => {
		// The frame of "hello", stored, with block and content checksums: XXH32("hello") is FB0077F9.
		const frame = Buffer.from(
			"04224d18" + "7440" + "bd" + "05000080" + "68656c6c6f" + "f97700fb" + "00000000" + "f97700fb",
			"hex",
		);
		expect(Buffer.from(await decoded("lz4_frame", frame, 5)).toString()).toBe("hello");
		for (const at of [6, 16, 24]) {
			const damaged = Uint8Array.from(frame);
			damaged[at] ^= 1;
			await expect(decoded("lz4_frame", damaged, 5)).rejects.toThrow(Error);
		}
	});

	it("decodes frames one after the other", async () => {
		const text = new TextEncoder().encode("abc".repeat(100));
		const frame = (await nativeCodecs.compress!("lz4_frame", text, { leastSaving: 0 }))!;
		const twice = new Uint8Array(Buffer.concat([frame, frame]));
		expect(Buffer.from(await decoded("lz4_frame", twice, 600)).toString()).toBe("abc".repeat(200));
	});
});

/** Numbers that no rule ties to those before. */
function scrambled(i: number): number {
	const once = Math.imul(i ^ (i >>> 15), 0x2c1b3c6d);
	const twice = Math.imul(once ^ (once >>> 12), 0x297a2d39);
	return (twice ^ (twice >>> 15)) >>> 0;
}
