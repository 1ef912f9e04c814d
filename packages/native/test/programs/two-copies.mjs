/**
 * Loads two copies of this package, as two node_modules trees have them, in this thread and in workers that end; each does all that it can while the other
 * is there. argv[2] is a directory for them. Prints what happened.
 */
import { cpSync, mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isMainThread, Worker, workerData } from "node:worker_threads";

const PACKAGE = fileURLToPath(new URL("../..", import.meta.url));
const directory = isMainThread ? process.argv[2] : workerData;

if (isMainThread) {
	for (const tree of ["one", "two"])
		for (const folder of ["dist", "prebuilds", "package.json"])
			cpSync(join(PACKAGE, folder), join(copyOf(tree), folder), { recursive: true });
	for (let round = 0; round < 3; round++) {
		const worker = new Worker(new URL(import.meta.url), { workerData: directory });
		const code = await new Promise((resolve) => worker.on("error", console.log).on("exit", resolve));
		console.log("worker", code);
	}
}
const [one, two] = await Promise.all(["one", "two"].map(load));
if (one === two) console.log("one copy only");
for (const [mine, other] of [
	[one, two],
	[two, one],
]) {
	const lockPath = join(directory, "manifest.lock");
	const lock = await mine.lockFile(lockPath, { timeoutMs: 5000 });
	const refused = await other.lockFile(lockPath, { timeoutMs: 0 }).catch(({ code }) => code);
	lock.release();

	const bytes = new Uint8Array(100_000).fill(7);
	const back = new Uint8Array(bytes.length);
	await other.decompress("zstd", await mine.compress("zstd", bytes), back);

	const file = join(directory, "payload.arrow");
	writeFileSync(file, bytes);
	const mapping = mine.mapFile(file);
	truncateSync(file, 0);
	const gone = await mapping.read(0, back).catch(({ code }) => code);
	mapping.close();
	if (isMainThread) console.log(refused, back[0], gone);
}

function copyOf(tree) {
	const home = join(directory, tree, "node_modules/@allye/native");
	mkdirSync(home, { recursive: true });
	return home;
}

async function load(tree) {
	const { loadNative } = await import(pathToFileURL(join(copyOf(tree), "dist/index.js")).href);
	return loadNative();
}
