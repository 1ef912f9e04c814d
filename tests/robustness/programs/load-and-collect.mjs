/**
 * CYCLES times over 8 workers: opens an uncompressed file and a segment of shared memory, loads them, lets go of them, collects. Prints descriptors,
 * mappings and memory at the beginning (after a first round, which fills caches) and at the end, as JSON:
 * node --expose-gc load-and-collect.mjs SECRET_DIR CYCLES
 */
import { readdirSync, readFileSync } from "node:fs";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { createReceiver } from "@allye/receiver";
import { createTransmitter } from "@allye/transmitter";

const WORKERS = 8;
const WARM_UP = 20;

if (isMainThread) {
	const [, , secretDir, cycles] = process.argv;
	const rows = Array.from({ length: 5000 }, (_, i) => ({ i, x: i / 7, text: `text ${i % 50}` }));
	const transmitter = createTransmitter({ secretDir, compression: "none" });
	await transmitter.send(rows, { tableName: "file" });
	const { event } = await transmitter.send(rows, { tableName: "memory", transport: "shm" });
	const workers = Array.from(
		{ length: WORKERS },
		() => new Worker(new URL(import.meta.url), { workerData: { secretDir } }),
	);
	const round = (count) =>
		Promise.all(
			workers.map((worker) => {
				const answer = new Promise((resolve, reject) =>
					worker.once("message", resolve).once("error", reject),
				);
				worker.postMessage(count);
				return answer;
			}),
		);
	const warm = await round(WARM_UP);
	const before = { ...state(), memory: warm };
	const memory = await round(Math.ceil(Number(cycles) / WORKERS));
	console.log(
		JSON.stringify({
			cycles: Math.ceil(Number(cycles) / WORKERS) * WORKERS,
			before,
			after: { ...state(), memory },
		}),
	);
	await Promise.all(workers.map((worker) => worker.terminate()));
	const { loadNative } = await import("../../../packages/native/dist/index.js");
	loadNative().unlinkSharedMemory(event.payload.locator);
} else {
	const receiver = createReceiver({ secretDir: workerData.secretDir, unlinkSharedMemory: false });
	parentPort.on("message", async (count) => {
		for (let i = 0; i < count; i++) {
			const incoming = await receiver.open(i % 2 ? "memory" : "file");
			const table = await incoming.load();
			if (table.rowCount !== 5000) throw new Error(`${table.rowCount} rows`);
			await incoming.close();
			if (i % 50 === 0) globalThis.gc();
		}
		await receiver.tables();
		for (let i = 0; i < 4; i++) {
			globalThis.gc();
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		const { external, arrayBuffers } = process.memoryUsage();
		parentPort.postMessage({ external, arrayBuffers });
	});
}

function state() {
	const maps = readFileSync("/proc/self/maps", "utf8").split("\n");
	return {
		descriptors: readdirSync("/proc/self/fd").length,
		mappings: maps.filter((line) => /payloads\/|\/dev\/shm\/allye_/.test(line)).length,
	};
}
