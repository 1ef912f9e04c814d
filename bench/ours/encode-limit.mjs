import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { requireNative } from "@allye/protocol";
import { fourAtATime, payloadBuffers } from "./payload-buffers.mjs";

/** Compressing the buffers of a payload out of memory and writing them to a file, nothing else. */
export default async function encodeLimit({ table, scratch }) {
	const native = requireNative("The limit");
	const { path, batches } = await payloadBuffers(table);
	const source = await open(path);
	const buffers = [];
	for (const { offset, length, decoded } of batches.flat()) {
		if (decoded <= 0) continue;
		const frame = Buffer.alloc(length - 8);
		await source.read(frame, 0, frame.length, offset + 8);
		const buffer = Buffer.alloc(decoded);
		await native.decompress("zstd", frame, buffer);
		buffers.push(buffer);
	}
	await source.close();
	const target = join(scratch, "limit");
	return {
		async work() {
			const file = await open(target, "w");
			let end = 0;
			await fourAtATime(buffers, async (buffer) => {
				const frame = await native.compress("zstd", buffer);
				const at = end;
				end += frame.length;
				await file.write(frame, 0, frame.length, at);
			});
			await file.close();
		},
		after: () => rm(target),
	};
}
