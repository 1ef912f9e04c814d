import { readFileSync, statSync, writeFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { loadNative } from "../src";
import { collectGarbage } from "./collect-garbage";
import { descriptorsOf } from "./process-state";
import { Python, python } from "./python";
import { temporaryDirectory } from "./temporary-directory";

const native = loadNative();
const lockPath = () => join(temporaryDirectory(), "manifest.lock");

/** As the Python package takes it: open "a+b", flock, then do as it is told. */
const holder = `
import fcntl, sys
with open(sys.argv[1], "a+b") as file:
    fcntl.flock(file.fileno(), fcntl.LOCK_EX)
    print("held")
    sys.stdin.readline()
    fcntl.flock(file.fileno(), fcntl.LOCK_UN)
print("released")
`;

const tryer = `
import fcntl, sys
with open(sys.argv[1], "a+b") as file:
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        print("free")
    except BlockingIOError:
        print("busy")
`;

describe.skipIf(!python)("with Python", () => {
	test("Python cannot take what we hold, and can once it is released", async () => {
		const path = lockPath();
		const lock = await native.lockFile(path, { timeoutMs: 1000 });
		expect(await new Python(tryer, path).line()).toBe("busy");
		const waiting = new Python(holder, path);
		const held = waiting.line();
		expect(await Promise.race([held, sleep(300, "waits")])).toBe("waits");
		lock.release();
		expect(await held).toBe("held");
		await waiting.end();
	});

	test("we wait for what Python holds, while a 10 ms timer keeps ticking", async () => {
		const path = lockPath();
		const other = new Python(holder, path);
		await other.line();
		let ticks = 0;
		const timer = setInterval(() => ticks++, 10);
		const waiting = native.lockFile(path, { timeoutMs: 10_000 });
		expect(await Promise.race([waiting, sleep(500, "waits")])).toBe("waits");
		expect(ticks).toBeGreaterThan(20);
		clearInterval(timer);
		other.send("release");
		const lock = await waiting;
		expect(await new Python(tryer, path).line()).toBe("busy");
		lock.release();
		expect(await new Python(tryer, path).line()).toBe("free");
	});

	test("nobody's turn is lost among contenders of both sides", async () => {
		const directory = temporaryDirectory();
		const path = join(directory, "manifest.lock");
		const counter = join(directory, "counter");
		writeFileSync(counter, "0");
		const turns = 60;
		const pythons = [1, 2].map(
			() =>
				new Python(
					`
import fcntl, sys
for _ in range(${turns}):
    with open(sys.argv[1], "a+b") as lock:
        fcntl.flock(lock.fileno(), fcntl.LOCK_EX)
        value = int(open(sys.argv[2]).read())
        with open(sys.argv[2], "w") as file: file.write(str(value + 1))
`,
					path,
					counter,
				),
		);
		const ours = Array.from({ length: 8 }, async () => {
			for (let i = 0; i < turns; i++) {
				const lock = await native.lockFile(path, { timeoutMs: 30_000 });
				const value = Number(readFileSync(counter, "utf8"));
				if (i % 10 === 0) await sleep(1);
				writeFileSync(counter, String(value + 1));
				lock.release();
			}
		});
		await Promise.all([...ours, ...pythons.map((process) => process.end())]);
		expect(readFileSync(counter, "utf8")).toBe(String(turns * 10));
	});
});

test("a lock excludes others of the same process", async () => {
	const path = lockPath();
	const lock = await native.lockFile(path, { timeoutMs: 1000 });
	await expect(native.lockFile(path, { timeoutMs: 0 })).rejects.toMatchObject({ code: "ETIMEDOUT" });
	lock.release();
	lock.release();
	const again = await native.lockFile(path, { timeoutMs: 0 });
	again.release();
});

test("a wait ends after timeoutMs with ETIMEDOUT, and what it waited for goes on to the next", {
	retry: 3,
}, async () => {
	const path = lockPath();
	const lock = await native.lockFile(path, { timeoutMs: 1000 });
	const started = performance.now();
	await expect(native.lockFile(path, { timeoutMs: 100 })).rejects.toMatchObject({
		code: "ETIMEDOUT",
		syscall: "flock",
		path,
	});
	expect(performance.now() - started).toBeGreaterThan(90);
	expect(performance.now() - started).toBeLessThan(1000);
	lock.release();
	const next = await native.lockFile(path, { timeoutMs: 1000 });
	next.release();
});

test("an aborted wait rejects at once with ABORT_ERR and the signal's reason", async () => {
	const path = lockPath();
	const lock = await native.lockFile(path, { timeoutMs: 1000 });
	const controller = new AbortController();
	const waiting = native.lockFile(path, { timeoutMs: 60_000, signal: controller.signal });
	await sleep(20);
	const reason = new Error("changed my mind");
	controller.abort(reason);
	await expect(waiting).rejects.toMatchObject({ code: "ABORT_ERR", name: "AbortError", cause: reason });
	await expect(native.lockFile(path, { timeoutMs: 1000, signal: controller.signal })).rejects.toMatchObject({
		code: "ABORT_ERR",
	});
	lock.release();
	(await native.lockFile(path, { timeoutMs: 1000 })).release();
});

test("however many wait, Node's own thread pool stays free, and abandoned waits leave nothing", async () => {
	const path = lockPath();
	const lock = await native.lockFile(path, { timeoutMs: 1000 });
	const controllers = Array.from({ length: 20 }, () => new AbortController());
	const waits = controllers.map(({ signal }) => native.lockFile(path, { timeoutMs: 60_000, signal }));
	const kept = native.lockFile(path, { timeoutMs: 60_000 });
	await stat(path);
	for (const controller of controllers) controller.abort();
	for (const wait of await Promise.allSettled(waits)) expect(wait.status).toBe("rejected");
	lock.release();
	(await kept).release();
	if (process.platform === "linux") {
		for (let i = 0; i < 100 && descriptorsOf(path) > 0; i++) await sleep(10);
		expect(descriptorsOf(path)).toBe(0);
	}
});

test("aborting in the moment the lock comes free neither hangs nor keeps it", async () => {
	const path = lockPath();
	for (let i = 0; i < 200; i++) {
		const lock = await native.lockFile(path, { timeoutMs: 1000 });
		const controller = new AbortController();
		const waiting = native.lockFile(path, { timeoutMs: 1000, signal: controller.signal });
		const settled = waiting.then(
			(held) => held.release(),
			(error) => expect(error.code).toBe("ABORT_ERR"),
		);
		if (i % 2 === 0) await sleep(0);
		lock.release();
		if (i % 4 < 2) await sleep(0);
		controller.abort();
		await settled;
	}
	(await native.lockFile(path, { timeoutMs: 1000 })).release();
});

test("a lock that nobody holds any more is given up", async () => {
	const path = lockPath();
	await (async () => {
		await native.lockFile(path, { timeoutMs: 1000 });
	})();
	await collectGarbage();
	(await native.lockFile(path, { timeoutMs: 1000 })).release();
});

test.skipIf(process.platform === "win32")("the file is made with the mode asked for", async () => {
	const path = lockPath();
	(await native.lockFile(path, { timeoutMs: 0, mode: 0o600 })).release();
	expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("what cannot be opened says so", async () => {
	const directory = temporaryDirectory();
	const missing = join(directory, "missing", "manifest.lock");
	await expect(native.lockFile(missing, { timeoutMs: 0 })).rejects.toMatchObject({
		code: "ENOENT",
		syscall: "open",
		path: missing,
	});
	await expect(native.lockFile(directory, { timeoutMs: 0 })).rejects.toMatchObject({ code: "EISDIR" });
	await expect(native.lockFile("a\0b", { timeoutMs: 0 })).rejects.toMatchObject({ code: "EINVAL" });
	await expect(native.lockFile(directory, { timeoutMs: Number.NaN })).rejects.toMatchObject({
		code: "EINVAL",
	});
});
