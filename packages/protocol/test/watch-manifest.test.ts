import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { watchManifest } from "../src";
import { temporarySecretDir } from "./temporary-secret-dir";

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Watches, and says how many times it has yielded. */
function watching(dir: ReturnType<typeof temporarySecretDir>, pollMs?: number) {
	const abort = new AbortController();
	const state = { yields: 0, abort, ended: Promise.resolve(), next: async () => {} };
	state.ended = (async () => {
		for await (const _ of watchManifest(dir, { signal: abort.signal, pollMs })) state.yields++;
	})();
	/** Resolves when it has yielded since `change` was made. */
	state.next = async (change?: () => void) => {
		const before = state.yields;
		change?.();
		const deadline = performance.now() + 5000;
		while (state.yields === before) {
			if (performance.now() > deadline) throw new Error("Nothing was noticed within 5 s");
			await sleep(5);
		}
	};
	return state as typeof state & { next(change?: () => void): Promise<void> };
}

test("it yields at the start, at each change of the manifest, and abort ends it quietly", async () => {
	const dir = temporarySecretDir();
	const watch = watching(dir);
	await watch.next();
	await watch.next(() => writeFileSync(dir.manifestPath, "a\n"));
	await sleep(100);
	await watch.next(() => appendFileSync(dir.manifestPath, "b\n"));
	await sleep(100);
	await watch.next(() => {
		writeFileSync(`${dir.manifestPath}.new`, "c\n");
		renameSync(`${dir.manifestPath}.new`, dir.manifestPath);
	});
	await sleep(100);
	await watch.next(() => rmSync(dir.manifestPath));
	watch.abort.abort();
	await watch.ended;
});

test("an append is noticed within 50 ms, by the operating system's notice and not by the poll", {
	retry: 3,
}, async () => {
	const dir = temporarySecretDir();
	writeFileSync(dir.manifestPath, "");
	const watch = watching(dir, 60_000);
	await watch.next();
	await sleep(100);
	const times: number[] = [];
	for (let i = 0; i < 20; i++) {
		const start = performance.now();
		await watch.next(() => appendFileSync(dir.manifestPath, "a\n"));
		times.push(performance.now() - start);
		await sleep(20);
	}
	expect(times.sort((a, b) => a - b)[10]).toBeLessThan(50);
	watch.abort.abort();
	await watch.ended;
});

test("the directory may be made, deleted and made again while it watches", async () => {
	const dir = temporarySecretDir();
	rmSync(dir.path, { recursive: true });
	const watch = watching(dir, 50);
	await watch.next();
	for (let round = 0; round < 2; round++) {
		await watch.next(() => {
			mkdirSync(dir.path);
			writeFileSync(dir.manifestPath, "a\n");
		});
		await sleep(200);
		await watch.next(() => appendFileSync(dir.manifestPath, "b\n"));
		await sleep(100);
		await watch.next(() => rmSync(dir.path, { recursive: true }));
		await sleep(200);
	}
	watch.abort.abort();
	await watch.ended;
});

test("other files of the directory are no change", async () => {
	const dir = temporarySecretDir();
	const watch = watching(dir, 50);
	await watch.next();
	await sleep(100);
	const before = watch.yields;
	writeFileSync(dir.lockPath, "");
	mkdirSync(dir.payloadsPath);
	await sleep(200);
	expect(watch.yields).toBe(before);
	watch.abort.abort();
	await watch.ended;
});

test("changes during the consumer's work come as one", async () => {
	const dir = temporarySecretDir();
	writeFileSync(dir.manifestPath, "");
	const abort = new AbortController();
	let yields = 0;
	const consumer = (async () => {
		for await (const _ of watchManifest(dir, { signal: abort.signal, pollMs: 60_000 })) {
			yields++;
			await sleep(300);
		}
	})();
	await sleep(100);
	for (let i = 0; i < 50; i++) appendFileSync(dir.manifestPath, "a\n");
	await sleep(900);
	expect(yields).toBe(2);
	abort.abort();
	await consumer;
});

test("a signal that has fired already, and leaving the loop, end it too", async () => {
	const dir = temporarySecretDir();
	for await (const _ of watchManifest(dir, { signal: AbortSignal.abort() })) throw new Error("It yielded");
	for await (const _ of watchManifest(dir)) break;
});
