import {
	type ArrowPayload,
	type BatchData,
	createArrowWriter,
	openArrow,
	type Schema,
} from "@allye/arrow-ipc";
import { AllyeError, type ByteSource } from "@allye/protocol/contract";

/** Arrow data in memory as a payload, such as a Receiver opens. It is copied: the payload takes as much memory again. */
export async function payloadOfArrow(schema: Schema, batches: Iterable<BatchData>): Promise<ArrowPayload> {
	const chunks: Uint8Array[] = [];
	const sink = {
		async write(bytes: Uint8Array) {
			chunks.push(bytes.slice());
		},
	};
	const writer = createArrowWriter(sink, { schema, format: "stream", compression: null });
	for (const batch of batches) await writer.write(batch);
	await writer.close();
	return openArrow(chunkSource(chunks), { format: "stream", codecs: { decompress: refuse } });
}

/** Chunks one after another as a source of bytes. */
function chunkSource(chunks: readonly Uint8Array[]): ByteSource {
	const starts: number[] = [];
	let size = 0;
	for (const chunk of chunks) {
		starts.push(size);
		size += chunk.length;
	}
	const chunkAt = (offset: number) => {
		let low = 0;
		for (let high = chunks.length; high - low > 1; ) {
			const middle = (low + high) >> 1;
			if (starts[middle]! <= offset) low = middle;
			else high = middle;
		}
		return low;
	};
	return {
		size,
		label: "the Arrow table",
		async read(offset, length, { into = new Uint8Array(length) } = {}) {
			for (let at = 0, index = chunkAt(offset); at < length; index++) {
				const from = offset + at - starts[index]!;
				const part = chunks[index]!.subarray(from, from + length - at);
				into.set(part, at);
				at += part.length;
			}
			return into;
		},
		async close() {},
	};
}

async function refuse(): Promise<never> {
	throw new AllyeError("TYPE_UNSUPPORTED", "An Arrow table in memory is never compressed.");
}
