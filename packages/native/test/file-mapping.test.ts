import { execFileSync } from "node:child_process";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadNative } from "../src";
import { collectGarbage } from "./collect-garbage";
import { descriptorsOf, mappingsOf } from "./process-state";
import { randomBytes } from "./random-bytes";
import { temporaryDirectory } from "./temporary-directory";

const native = loadNative();
const linux = process.platform === "linux";
const MiB = 2 ** 20;

function fileOf(bytes: Uint8Array): string {
	const path = join(temporaryDirectory(), "payload.arrow");
	writeFileSync(path, bytes);
	return path;
}

test("a mapping reads as the file does, at any offset and length", async () => {
	const bytes = randomBytes(3 * MiB + 17);
	const mapping = native.mapFile(fileOf(bytes));
	expect(mapping.size).toBe(bytes.length);
	const ranges = fc
		.tuple(fc.nat(bytes.length), fc.oneof(fc.nat(bytes.length), fc.nat(100)))
		.map(([offset, length]) => [offset, Math.min(length, bytes.length - offset)] as const);
	await fc.assert(
		fc.asyncProperty(ranges, fc.nat(9), async ([offset, length], shift) => {
			// A view into the middle of other memory, which stays as it is.
			const around = new Uint8Array(length + 20).fill(0xaa);
			await mapping.read(offset, around.subarray(shift, shift + length));
			expect(
				Buffer.compare(around.subarray(shift, shift + length), bytes.subarray(offset, offset + length)),
			).toBe(0);
			const outside = [...around.subarray(0, shift), ...around.subarray(shift + length)];
			expect(outside.every((byte) => byte === 0xaa)).toBe(true);
		}),
	);
	mapping.close();
});

test("many records are read at once, in the order asked for, or none", async () => {
	const bytes = randomBytes(MiB);
	const path = fileOf(bytes);
	const mapping = native.mapFile(path);
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.nat(MiB - 20), { maxLength: 300 }),
			fc.integer({ min: 1, max: 20 }),
			async (offsets, length) => {
				const into = new Uint8Array(offsets.length * length);
				await mapping.readMany(Float64Array.from(offsets), length, into);
				const expected = offsets.map((offset) => bytes.subarray(offset, offset + length));
				expect(Buffer.compare(into, Buffer.concat(expected))).toBe(0);
			},
		),
	);
	const read = (offset: number, length: number, size = length) =>
		mapping.readMany(Float64Array.of(0, offset), length, new Uint8Array(length + size));
	for (const offset of [MiB - 7, -1, 0.5, Number.NaN, 2 ** 60, Number.POSITIVE_INFINITY]) {
		await expect(read(offset, 8)).rejects.toMatchObject({ code: "ERANGE" });
	}
	await expect(read(0, 8, 9)).rejects.toMatchObject({ code: "EINVAL" });
	await expect(read(0, 0)).rejects.toMatchObject({ code: "EINVAL" });
	truncateSync(path, 1000);
	await expect(read(996, 8)).rejects.toMatchObject({ code: "EFAULT" });
	mapping.close();
	await expect(read(0, 8)).rejects.toMatchObject({ code: "EBADF" });
});

test("an empty file maps to nothing", async () => {
	const mapping = native.mapFile(fileOf(new Uint8Array(0)));
	expect(mapping.size).toBe(0);
	await mapping.read(0, new Uint8Array(0));
	await expect(mapping.read(0, new Uint8Array(1))).rejects.toMatchObject({ code: "ERANGE" });
	mapping.close();
});

test("only what lies within is read", async () => {
	const mapping = native.mapFile(fileOf(new Uint8Array(100)));
	await mapping.read(100, new Uint8Array(0));
	const outside = [
		[0, 101],
		[100, 1],
		[101, 0],
		[-1, 1],
		[0.5, 1],
		[2 ** 53, 1],
		[NaN, 1],
		[Infinity, 0],
	] as const;
	for (const [offset, length] of outside) {
		const into = new Uint8Array(length).fill(7);
		await expect(mapping.read(offset, into)).rejects.toMatchObject({ code: "ERANGE" });
		expect(into.every((byte) => byte === 7)).toBe(true);
	}
	mapping.close();
});

test("a mapping takes any fixed memory and refuses what could move", async () => {
	const bytes = randomBytes(MiB);
	const mapping = native.mapFile(fileOf(bytes));
	for (const into of [new Uint8Array(new SharedArrayBuffer(MiB)), Buffer.alloc(MiB)]) {
		await mapping.read(0, into);
		expect(Buffer.compare(into, bytes)).toBe(0);
	}
	const resizable = new (ArrayBuffer as new (length: number, options: object) => ArrayBuffer)(8, {
		maxByteLength: 16,
	});
	await expect(mapping.read(0, new Uint8Array(resizable))).rejects.toMatchObject({ code: "EINVAL" });
	const floats = new Float64Array(1) as unknown as Uint8Array;
	await expect(mapping.read(0, floats)).rejects.toMatchObject({ code: "EINVAL" });
	mapping.close();
});

describe("a file truncated under its mapping", () => {
	test("rejects with EFAULT where its bytes are gone, and reads on where they are not", async () => {
		const bytes = randomBytes(8 * MiB);
		const path = fileOf(bytes);
		const mapping = native.mapFile(path);
		truncateSync(path, 5000);
		for (const [offset, length] of [
			[MiB, 10],
			[MiB, 4 * MiB],
			[0, 8 * MiB],
			[4990, 100],
			[5000, 1],
		] as const) {
			await expect(mapping.read(offset, new Uint8Array(length))).rejects.toMatchObject({
				code: "EFAULT",
				path,
			});
		}
		const into = new Uint8Array(5000);
		await mapping.read(0, into);
		expect(Buffer.compare(into, bytes.subarray(0, 5000))).toBe(0);
		mapping.close();
	});

	test("during many copies on the pool: each is whole or rejects", async () => {
		const bytes = randomBytes(16 * MiB);
		for (let round = 0; round < 10; round++) {
			const path = fileOf(bytes);
			const mapping = native.mapFile(path);
			const reads = Array.from({ length: 6 }, async () => {
				const into = new Uint8Array(bytes.length);
				await mapping.read(0, into);
				expect(Buffer.compare(into, bytes)).toBe(0);
			});
			setImmediate(() => truncateSync(path, 0));
			for (const read of await Promise.allSettled(reads)) {
				if (read.status === "rejected") expect(read.reason).toMatchObject({ code: "EFAULT" });
			}
			mapping.close();
		}
	});
});

describe("close", () => {
	test("ends every further read, and may be called again", async () => {
		const mapping = native.mapFile(fileOf(new Uint8Array(10)));
		mapping.close();
		mapping.close();
		await expect(mapping.read(0, new Uint8Array(1))).rejects.toMatchObject({ code: "EBADF" });
	});

	test("waits for the reads under way", async () => {
		const bytes = randomBytes(16 * MiB);
		const mapping = native.mapFile(fileOf(bytes));
		const into = new Uint8Array(bytes.length);
		const reading = mapping.read(0, into);
		mapping.close();
		await reading;
		expect(Buffer.compare(into, bytes)).toBe(0);
	});

	test.runIf(linux)("takes the file out of the process's memory map", async () => {
		const path = fileOf(randomBytes(MiB));
		const mapping = native.mapFile(path);
		expect(mappingsOf(path)).toHaveLength(1);
		expect(mappingsOf(path)[0]).toContain(" r--s ");
		mapping.close();
		expect(mappingsOf(path)).toHaveLength(0);
		expect(descriptorsOf(path)).toBe(0);
	});

	test.runIf(linux)("happens by itself to a mapping that nobody holds any more", async () => {
		const path = fileOf(randomBytes(MiB));
		(() => native.mapFile(path))();
		await collectGarbage();
		expect(mappingsOf(path)).toHaveLength(0);
	});
});

describe("only regular files are mapped", () => {
	test("a directory and a missing file", () => {
		const directory = temporaryDirectory();
		expect(() => native.mapFile(directory)).toThrow(
			expect.objectContaining({ code: "EINVAL", path: directory }),
		);
		const missing = join(directory, "missing");
		expect(() => native.mapFile(missing)).toThrow(expect.objectContaining({ code: "ENOENT", path: missing }));
		expect(() => native.mapFile("a\0b")).toThrow(expect.objectContaining({ code: "EINVAL" }));
	});

	test.skipIf(process.platform === "win32")("a FIFO, without waiting for its writer, and a device", () => {
		const fifo = join(temporaryDirectory(), "fifo");
		execFileSync("mkfifo", [fifo]);
		expect(() => native.mapFile(fifo)).toThrow(expect.objectContaining({ code: "EINVAL" }));
		expect(() => native.mapFile("/dev/zero")).toThrow(expect.objectContaining({ code: "EINVAL" }));
	});
});
