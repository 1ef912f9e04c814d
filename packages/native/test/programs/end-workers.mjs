/**
 * Ends workers in the middle of waiting for the lock argv[2], reading argv[3], encoding and making shared memory
 * allye_end_<pid>_<worker>. Only the workers load the addon, so that Node unloads it with each of them.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread, parentPort, threadId, Worker, workerData } from "node:worker_threads";

const [, , lockPath, payload] = process.argv;

if (isMainThread) {
	for (let round = 0; round < 12; round++) {
		const worker = new Worker(new URL(import.meta.url), { workerData: { lockPath, payload } });
		await new Promise((resolve) => worker.once("message", resolve));
		await sleep(round);
		await worker.terminate();
	}
	console.log("ended");
	await sleep(1000);
	console.log("alive");
} else {
	const { loadNative } = await import("../../dist/index.js");
	const native = loadNative();
	const mapping = native.mapFile(workerData.payload);
	for (let i = 0; i < 4; i++) native.lockFile(workerData.lockPath, { timeoutMs: 60_000 });
	const into = new Uint8Array(mapping.size);
	const forever = async (work) => {
		for (;;) await work();
	};
	forever(() => mapping.read(0, into));
	forever(() => native.compress("zstd", into));
	const name = `allye_end_${process.pid}_${threadId}`;
	forever(async () => {
		const memory = await native.createSharedMemory(name, [into]);
		native.unlinkSharedMemory(name);
		memory.close();
	});
	parentPort.postMessage("busy");
}
