import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { rmSync, statfsSync, statSync, truncateSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { loadNative } from "../src";
import { mappingsOf } from "./process-state";
import { Python, python } from "./python";
import { randomBytes } from "./random-bytes";

const native = loadNative();
const linux = process.platform === "linux";
const windows = process.platform === "win32";

/** A name of its own, whose segment goes with the test. */
function segmentName(): string {
	const name = `allye_${randomUUID().slice(0, 13)}`;
	onTestFinished(() => {
		try {
			native.unlinkSharedMemory(name);
		} catch {
			// Removed by the test itself.
		}
	});
	return name;
}

async function readAll(memory: { size: number; read(offset: number, into: Uint8Array): Promise<void> }) {
	const bytes = new Uint8Array(memory.size);
	await memory.read(0, bytes);
	return bytes;
}

describe.skipIf(!python)("with Python", () => {
	test("Python reads what we made", async () => {
		const name = segmentName();
		const bytes = randomBytes(300_000);
		const chunks = [bytes.subarray(0, 7), bytes.subarray(7, 7), bytes.subarray(7)];
		const memory = await native.createSharedMemory(name, chunks);
		const reader = new Python(
			`
import hashlib, sys
from multiprocessing.shared_memory import SharedMemory
memory = SharedMemory(sys.argv[1])
print(hashlib.sha256(memory.buf[:int(sys.argv[2])]).hexdigest())
memory.close()
`,
			name,
			String(bytes.length),
		);
		const { createHash } = await import("node:crypto");
		expect(await reader.line()).toBe(createHash("sha256").update(bytes).digest("hex"));
		await reader.end();
		memory.close();
	});

	test("we read what Python made", async () => {
		const maker = new Python(`
import sys
from multiprocessing.shared_memory import SharedMemory
memory = SharedMemory(create=True, size=70000)
for i in range(70000): memory.buf[i] = i % 251
print(memory.name)
sys.stdin.readline()
memory.close()
memory.unlink()
`);
		const name = await maker.line();
		const memory = native.openSharedMemory(name);
		expect(memory.size).toBeGreaterThanOrEqual(70_000);
		expect((await readAll(memory)).subarray(0, 70_000)).toEqual(
			Uint8Array.from({ length: 70_000 }, (_, i) => i % 251),
		);
		maker.send("done");
		await maker.end();
		// What is open stays readable when the name is gone.
		await readAll(memory);
		memory.close();
		expect(() => native.openSharedMemory(name)).toThrow(expect.objectContaining({ code: "ENOENT" }));
	});
});

test("a segment holds its chunks one after the other until it is unlinked", async () => {
	const name = segmentName();
	const made = await native.createSharedMemory(name, [new Uint8Array([1, 2]), new Uint8Array([3])]);
	expect((await readAll(made)).subarray(0, 3)).toEqual(new Uint8Array([1, 2, 3]));
	const opened = native.openSharedMemory(name);
	expect((await readAll(opened)).subarray(0, 3)).toEqual(new Uint8Array([1, 2, 3]));
	await expect(opened.read(opened.size, new Uint8Array(1))).rejects.toMatchObject({ code: "ERANGE" });
	await expect(native.createSharedMemory(name, [new Uint8Array(1)])).rejects.toMatchObject({
		code: "EEXIST",
	});
	made.close();
	opened.close();
	await expect(opened.read(0, new Uint8Array(1))).rejects.toMatchObject({ code: "EBADF" });
	if (windows) return;
	native.unlinkSharedMemory(name);
	expect(() => native.openSharedMemory(name)).toThrow(expect.objectContaining({ code: "ENOENT" }));
	expect(() => native.unlinkSharedMemory(name)).toThrow(expect.objectContaining({ code: "ENOENT" }));
});

test.runIf(linux)("it is private to the user, or has the mode asked for", async () => {
	const [own, open] = [segmentName(), segmentName()];
	(await native.createSharedMemory(own, [new Uint8Array(1)])).close();
	(await native.createSharedMemory(open, [new Uint8Array(1)], { mode: 0o640 })).close();
	expect(statSync(`/dev/shm/${own}`).mode & 0o777).toBe(0o600);
	expect(statSync(`/dev/shm/${open}`).mode & 0o777).toBe(0o640);
});

test.runIf(linux)("what does not fit is refused with ENOSPC, and leaves nothing", async () => {
	const name = segmentName();
	const { blocks, bsize } = statfsSync("/dev/shm");
	// One array of zeros, never touched, as often as it takes to exceed all of /dev/shm.
	const zeros = new Uint8Array(2 ** 30);
	const chunks = new Array(Math.ceil((blocks * bsize) / zeros.length) + 1).fill(zeros);
	await expect(native.createSharedMemory(name, chunks)).rejects.toMatchObject({ code: "ENOSPC" });
	expect(() => native.openSharedMemory(name)).toThrow(expect.objectContaining({ code: "ENOENT" }));
});

test.runIf(linux)("a segment that somebody shortens rejects with EFAULT", async () => {
	const name = segmentName();
	const memory = await native.createSharedMemory(name, [randomBytes(2 ** 20)]);
	truncateSync(`/dev/shm/${name}`, 100);
	for (const [offset, length] of [
		[0, 2 ** 20],
		[5000, 10],
		[90, 20],
	] as const) {
		await expect(memory.read(offset, new Uint8Array(length))).rejects.toMatchObject({ code: "EFAULT" });
	}
	await memory.read(0, new Uint8Array(100));
	memory.close();
	expect(mappingsOf(`/dev/shm/${name}`)).toHaveLength(0);
});

test.runIf(linux)("what is no segment is refused, without waiting for its writer", () => {
	const name = segmentName();
	execFileSync("mkfifo", [`/dev/shm/${name}`]);
	onTestFinished(() => rmSync(`/dev/shm/${name}`, { force: true }));
	expect(() => native.openSharedMemory(name)).toThrow(expect.objectContaining({ code: "EINVAL" }));
});

test("only plain names are taken, and at least one byte", async () => {
	for (const name of ["", "/a", "a/b", "a\0b", ...(windows ? ["a\\b"] : [".", ".."])]) {
		expect(() => native.openSharedMemory(name)).toThrow(expect.objectContaining({ code: "EINVAL" }));
		await expect(native.createSharedMemory(name, [new Uint8Array(1)])).rejects.toMatchObject({
			code: "EINVAL",
		});
	}
	await expect(native.createSharedMemory(segmentName(), [])).rejects.toMatchObject({ code: "EINVAL" });
	if (windows) return;
	expect(() => native.openSharedMemory("a".repeat(256))).toThrow(
		expect.objectContaining({ code: "ENAMETOOLONG" }),
	);
});
