import { open } from "node:fs/promises";
import { join } from "node:path";
import { fourAtATime, payloadBuffers } from "./payload-buffers.mjs";

const PIECE = 4 * 1024 * 1024;

/** Reading a file out of the page cache, nothing else: a payload into new memory as large as it is, or a manifest piece by piece. */
export default async function readLimit({ table, secretDir }) {
	const path = table ? (await payloadBuffers(table)).path : join(secretDir, "manifest.jsonl");
	const file = await open(path);
	const { size } = await file.stat();
	const offsets = Array.from({ length: Math.ceil(size / PIECE) }, (_, i) => i * PIECE);
	const pieces = Array.from({ length: 4 }, () => Buffer.alloc(PIECE, 1));
	return {
		async work() {
			const whole = table ? Buffer.allocUnsafeSlow(size) : null;
			await fourAtATime(offsets, async (offset, slot) => {
				const into = whole ? whole.subarray(offset, offset + PIECE) : pieces[slot];
				await file.read(into, 0, into.length, offset);
			});
			return whole;
		},
		values: () => file.close(),
	};
}
