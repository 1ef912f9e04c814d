import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { loadNative } from "../../packages/native/dist/index.js";
import { startOther } from "./other-process.mjs";
import { temporaryDirectory } from "./temporary-directory.mjs";

const { lockFile } = loadNative();
const HOLD_LOCK = fileURLToPath(new URL("hold-lock.mjs", import.meta.url));
// hold-byte.c, built: `node lock.test.mjs hold-byte.exe`.
const HOLD_BYTE = process.argv[2];

describe("the manifest's lock", () => {
	const directory = temporaryDirectory();
	const path = join(directory, "manifest.lock");
	let turns = 0;
	const meetingPlace = () => {
		const place = join(directory, `turn ${++turns}`);
		mkdirSync(place);
		return place;
	};

	test("one holder at a time in a process", async () => {
		const held = await lockFile(path, { timeoutMs: 1000 });
		await assert.rejects(lockFile(path, { timeoutMs: 0 }), { code: "ETIMEDOUT" });
		held.release();
		(await lockFile(path, { timeoutMs: 1000 })).release();
	});

	test("a wait ends in time, or when it is aborted, and the event loop goes on meanwhile", async () => {
		const held = await lockFile(path, { timeoutMs: 1000 });
		let ticks = 0;
		const timer = setInterval(() => ticks++, 10);
		await assert.rejects(lockFile(path, { timeoutMs: 300 }), { code: "ETIMEDOUT" });
		clearInterval(timer);
		assert.ok(ticks >= 5, `${ticks} ticks`);
		const stop = new AbortController();
		const waiting = lockFile(path, { timeoutMs: 10_000, signal: stop.signal });
		stop.abort();
		await assert.rejects(waiting, { code: "ABORT_ERR" });
		held.release();
	});

	test("who waits gets it as soon as it is free", async () => {
		const held = await lockFile(path, { timeoutMs: 1000 });
		const waiting = lockFile(path, { timeoutMs: 10_000 });
		setTimeout(() => held.release(), 100);
		(await waiting).release();
	});

	test("another process is kept out, and keeps us out", async () => {
		const other = startOther(process.execPath, [HOLD_LOCK, path], meetingPlace());
		await other.said("held");
		await assert.rejects(lockFile(path, { timeoutMs: 100 }), { code: "ETIMEDOUT" });
		const waiting = lockFile(path, { timeoutMs: 30_000 });
		other.tell("release");
		await other.said("released");
		(await waiting).release();
		await other.ended;
	});

	test("a process that is killed gives it up", async () => {
		const other = startOther(process.execPath, [HOLD_LOCK, path], meetingPlace());
		await other.said("held");
		await other.kill();
		(await lockFile(path, { timeoutMs: 10_000 })).release();
	});

	test("it is the lock of msvcrt.locking: each keeps the other out", { skip: !HOLD_BYTE }, async () => {
		const place = meetingPlace();
		const holder = startOther(HOLD_BYTE, [path], place);
		await holder.said("held");
		await assert.rejects(lockFile(path, { timeoutMs: 100 }), { code: "ETIMEDOUT" });
		holder.tell("release");
		const held = await lockFile(path, { timeoutMs: 30_000 });
		await holder.ended;
		await startOther(HOLD_BYTE, [path], meetingPlace()).said("refused");
		held.release();
	});
});
