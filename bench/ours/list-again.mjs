import { appendFileSync, closeSync, openSync, readSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { createReceiver } from "@allye/receiver";

/** Listing again after one more line, by a Receiver that has listed before. */
export default async function listAgain({ secretDir }) {
	const manifest = join(secretDir, "manifest.jsonl");
	const { size } = statSync(manifest);
	const line = lastLine(manifest, size);
	const receiver = createReceiver({ secretDir });
	await receiver.tables();
	appendFileSync(manifest, line);
	return {
		work: () => receiver.tables(),
		after: () => appendFileSync(manifest, line),
		values: () => truncateSync(manifest, size),
	};
}

function lastLine(path, size) {
	const bytes = Buffer.alloc(Math.min(size, 4096));
	const fd = openSync(path);
	readSync(fd, bytes, 0, bytes.length, size - bytes.length);
	closeSync(fd);
	return bytes.subarray(bytes.lastIndexOf(0x0a, -2) + 1);
}
