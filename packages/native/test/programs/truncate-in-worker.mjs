/** Maps argv[2] in a worker, truncates it, and prints the code of a short read and of a long one. */
import { truncateSync } from "node:fs";
import { isMainThread, Worker, workerData } from "node:worker_threads";
import { loadNative } from "../../dist/index.js";

if (isMainThread) {
	new Worker(new URL(import.meta.url), { workerData: process.argv[2] });
} else {
	const mapping = loadNative().mapFile(workerData);
	truncateSync(workerData, 0);
	for (const length of [10, mapping.size]) {
		await mapping.read(0, new Uint8Array(length)).catch(({ code }) => console.log(code));
	}
}
