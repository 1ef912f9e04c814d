import { open } from "node:fs/promises";
import { createReceiver } from "@allye/receiver";
import { Message } from "apache-arrow";

/** Record batches and dictionaries as Message.fbs numbers them. */
const DICTIONARY = 2;
const RECORD_BATCH = 3;

/**
 * The compressed buffers of a payload file, by the messages in it.
 *
 * @param {{ secretDir: string, tableName: string }} table
 * @returns {Promise<{ path: string, size: number, batches: { offset: number, length: number, decoded: number }[][] }>} of each
 * record batch its buffers in order, the empty ones too; those of dictionaries are left out
 */
export async function payloadBuffers({ secretDir, tableName }) {
	const entry = (await createReceiver({ secretDir }).tables()).find((each) => each.tableName === tableName);
	const path = entry.ready.payload.locator;
	const file = await open(path);
	try {
		const { size } = await file.stat();
		const batches = [];
		const read = async (offset, length) => (await file.read(Buffer.alloc(length), 0, length, offset)).buffer;
		// "ARROW1" and its padding, then messages one behind the other.
		for (let offset = 8; ; ) {
			const length = (await read(offset, 8)).readInt32LE(4);
			if (length === 0) return { path, size, batches };
			const message = Message.decode(await read(offset + 8, length));
			const body = offset + 8 + length;
			if (message.headerType === RECORD_BATCH) {
				const buffers = message.header().buffers.map((buffer) => ({
					offset: body + Number(buffer.offset),
					length: Number(buffer.length),
				}));
				batches.push(
					await Promise.all(
						buffers.map(async (buffer) => ({
							...buffer,
							decoded: buffer.length > 8 ? Number((await read(buffer.offset, 8)).readBigInt64LE()) : 0,
						})),
					),
				);
			} else if (message.headerType !== DICTIONARY && message.bodyLength > 0) {
				throw new Error(`A message of type ${message.headerType} has a body.`);
			}
			offset = body + Number(message.bodyLength);
		}
	} finally {
		await file.close();
	}
}

/** Does `work(item, slot)` for all items, four at a time, as many as libuv has threads. */
export async function fourAtATime(items, work) {
	const queue = items.values();
	const worker = async (_, slot) => {
		for (const item of queue) await work(item, slot);
	};
	await Promise.all(Array.from({ length: 4 }, worker));
}
