import assert from "node:assert/strict";
import { renameSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { loadNative } from "../../packages/native/dist/index.js";
import { startOther } from "./other-process.mjs";
import { temporaryDirectory } from "./temporary-directory.mjs";

const native = loadNative();
const WINDOWS = process.platform === "win32";

describe("mappings", () => {
	const directory = temporaryDirectory();

	test("a file of any length is read as it is, and no further than it goes", async () => {
		for (const length of [0, 1, 4095, 4096, 4097, 70_000]) {
			const path = join(directory, `${length} 文字.bin`);
			const bytes = Uint8Array.from({ length }, (_, index) => index * 7);
			writeFileSync(path, bytes);
			const mapping = native.mapFile(path);
			assert.equal(mapping.size, length);
			const into = new Uint8Array(length);
			await mapping.read(0, into);
			assert.deepEqual(into, bytes);
			await assert.rejects(mapping.read(length, new Uint8Array(1)), { code: "ERANGE" });
			mapping.close();
		}
	});

	test("a missing file and a folder are errors that name the path", () => {
		const path = join(directory, "missing.bin");
		assert.throws(
			() => native.mapFile(path),
			(error) => error.code === "ENOENT" && error.path === path,
		);
		assert.throws(
			() => native.mapFile(directory),
			(error) => error.code !== undefined,
		);
	});

	test("a file that is mapped cannot be truncated there; elsewhere a read of what is gone says so", async () => {
		const path = join(directory, "truncated.bin");
		writeFileSync(path, new Uint8Array(100_000).fill(5));
		const mapping = native.mapFile(path);
		let truncated = true;
		try {
			truncateSync(path, 10);
		} catch {
			truncated = false;
		}
		const into = new Uint8Array(100);
		if (truncated) await assert.rejects(mapping.read(90_000, into), { code: "EFAULT" });
		else {
			await mapping.read(90_000, into);
			assert.ok(into.every((byte) => byte === 5));
		}
		mapping.close();
	});

	test("once it is closed the file can be renamed over and removed", () => {
		const [path, next] = [join(directory, "old.bin"), join(directory, "new.bin")];
		writeFileSync(path, new Uint8Array(10));
		writeFileSync(next, new Uint8Array(20));
		const mapping = native.mapFile(path);
		mapping.close();
		renameSync(next, path);
		const replaced = native.mapFile(path);
		assert.equal(replaced.size, 20);
		replaced.close();
	});
});

describe("shared memory", () => {
	const directory = temporaryDirectory();
	let names = 0;
	const name = () => `allye_test_${process.pid}_${++names}`;

	test("what one handle wrote another reads; a name is taken once", async () => {
		const segment = name();
		const made = await native.createSharedMemory(segment, [Uint8Array.of(1, 2), Uint8Array.of(3)]);
		await assert.rejects(native.createSharedMemory(segment, [Uint8Array.of(1)]), { code: "EEXIST" });
		const opened = native.openSharedMemory(segment);
		const into = new Uint8Array(3);
		await opened.read(0, into);
		assert.deepEqual([...into], [1, 2, 3]);
		opened.close();
		made.close();
		if (!WINDOWS) native.unlinkSharedMemory(segment);
	});

	test("another process's segment is read, and is gone with its last handle", {
		skip: !WINDOWS,
	}, async () => {
		const segment = name();
		const script = fileURLToPath(new URL("hold-segment.mjs", import.meta.url));
		const other = startOther(process.execPath, [script, segment], directory);
		await other.said("made");
		const opened = native.openSharedMemory(segment);
		other.tell("end");
		await other.ended;
		const into = new Uint8Array(3);
		await opened.read(0, into);
		assert.deepEqual([...into], [1, 2, 3]);
		opened.close();
		assert.throws(() => native.openSharedMemory(segment), { code: "ENOENT" });
	});

	test("names that are none are refused", async () => {
		for (const bad of ["", "a/b", "a\0b", ...(WINDOWS ? ["a\\b"] : [])])
			await assert.rejects(
				async () => native.createSharedMemory(bad, [Uint8Array.of(1)]),
				(error) => ["EINVAL", "ERR_INVALID_ARG_VALUE"].includes(error.code),
			);
	});
});

describe("codecs", () => {
	test("what is compressed comes back", async () => {
		for (const codec of ["zstd", "lz4_frame"]) {
			const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => (index * index) >> 5);
			const frame = await native.compress(codec, bytes);
			const back = new Uint8Array(bytes.length);
			await native.decompress(codec, frame, back);
			assert.deepEqual(back, bytes);
			await assert.rejects(native.decompress(codec, frame.slice(0, -3), back), { code: "ECORRUPT" });
		}
	});
});
