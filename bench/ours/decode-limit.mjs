import { open } from "node:fs/promises";
import { requireNative } from "@allye/protocol";
import { fourAtATime, payloadBuffers } from "./payload-buffers.mjs";

/** What a beginning of a zstd frame has to hold for its first block to be decoded. */
const BLOCK = 128 * 1024 + 4096;

/**
 * Reading and decoding the buffers of a payload into memory that is there, nothing else: all of them; of the first `columns` columns (no
 * text); or, with `firstRows`, of the first record batch what so many rows of eight bytes take.
 */
export default async function decodeLimit({ table, columns, firstRows }) {
	const native = requireNative("The limit");
	const { path, batches } = await payloadBuffers(table);
	const chosen = (firstRows ? batches.slice(0, 1) : batches)
		.flatMap((buffers) => (columns === undefined ? buffers : buffers.slice(0, 2 * columns)))
		.filter(({ decoded }) => decoded > 0)
		.map(({ offset, length, decoded }) => ({
			offset: offset + 8,
			length: firstRows ? Math.min(length - 8, BLOCK) : length - 8,
			decoded: firstRows ? Math.min(decoded, 8 * firstRows) : decoded,
		}));
	const most = (key) => Math.max(...chosen.map((buffer) => buffer[key]));
	const slots = Array.from({ length: 4 }, () => ({
		from: Buffer.alloc(most("length"), 1),
		to: Buffer.alloc(most("decoded"), 1),
	}));
	const file = await open(path);
	return {
		work: () =>
			fourAtATime(chosen, async ({ offset, length, decoded }, slot) => {
				const from = slots[slot].from.subarray(0, length);
				const to = slots[slot].to.subarray(0, decoded);
				await file.read(from, 0, length, offset);
				if (firstRows) await native.decompressRange("zstd", from, 0, to);
				else await native.decompress("zstd", from, to);
			}),
		values: () => file.close(),
	};
}
