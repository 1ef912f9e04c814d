import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadNative } from "../src";
import { NodeProcess } from "./node-process";
import { randomBytes } from "./random-bytes";
import { temporaryDirectory } from "./temporary-directory";

const native = loadNative();

function payload(): string {
	const path = join(temporaryDirectory(), "payload.arrow");
	writeFileSync(path, randomBytes(4 * 2 ** 20));
	return path;
}

test("a file truncated under a worker thread's mapping rejects there, and the process lives", async () => {
	const ending = await new NodeProcess("truncate-in-worker.mjs", [payload()]).ending;
	expect(ending).toMatchObject({ code: 0, lines: ["EFAULT", "EFAULT"] });
});

test.skipIf(process.platform === "win32")(
	"a SIGBUS that is not ours does what it did before: it ends the process",
	async () => {
		const ending = await new NodeProcess("foreign-bus-error.mjs", [payload()]).ending;
		expect(ending).toMatchObject({ signal: "SIGBUS", lines: ["read"] });
	},
);

test("a worker may end while it waits for the lock, reads, encodes and makes shared memory", async () => {
	const lockPath = join(temporaryDirectory(), "manifest.lock");
	const lock = await native.lockFile(lockPath, { timeoutMs: 0 });
	const process = new NodeProcess("end-workers.mjs", [lockPath, payload()]);
	await process.printed("ended");
	// Now the abandoned waits get the lock one after the other, in a library whose workers are gone.
	lock.release();
	expect(await process.ending).toMatchObject({ code: 0, lines: ["ended", "alive"], stderr: "" });
	(await native.lockFile(lockPath, { timeoutMs: 5000 })).release();
	// A segment that its worker had no time to hear of is gone; one that it knew of may remain.
	for (let worker = 1; worker <= 12; worker++) {
		try {
			native.unlinkSharedMemory(`allye_end_${process.pid}_${worker}`);
		} catch (error) {
			expect(error).toMatchObject({ code: "ENOENT" });
		}
	}
});

test.skipIf(process.platform === "win32")(
	"two copies of the package in one process work side by side, in it and in workers that end",
	async () => {
		const { lines, ...ending } = await new NodeProcess("two-copies.mjs", [temporaryDirectory()]).ending;
		expect(ending).toEqual({ code: 0, signal: null, stderr: "" });
		expect(lines).toEqual([...Array(3).fill("worker 0"), "ETIMEDOUT 7 EFAULT", "ETIMEDOUT 7 EFAULT"]);
	},
);
