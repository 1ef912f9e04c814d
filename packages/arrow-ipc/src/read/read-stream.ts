import type { ByteSource } from "@allye/protocol/contract";
import { type Directory, DirectoryBuilder } from "./directory";
import { parseMessage } from "./message";
import { MetadataWindow } from "./metadata-window";
import type { Place } from "./place";
import { readSchema } from "./read-schema";
import { yieldTurn } from "./turn";

/**
 * Walks the messages of an IPC stream, seeking past their bodies.
 *
 * | bytes | what |
 * | --- | --- |
 * | 4 | 0xFFFFFFFF, the continuation marker; absent before Arrow 0.15 |
 * | 4 | int32, length of the metadata with its padding; 0 ends the stream |
 * | length | the message's flatbuffer, padded |
 * | bodyLength | the body |
 *
 * The end of the payload ends a stream as well, but only between messages.
 * Source: https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format
 */
export async function readStreamDirectory(
	source: ByteSource,
	place: Place,
	signal: AbortSignal | undefined,
): Promise<Directory> {
	const window = new MetadataWindow(source, place, signal);
	let position = 0;
	let builder: DirectoryBuilder | undefined;
	for (let number = 0; ; number++) {
		const here = place.in(`message ${number}`);
		const bytes = await nextMetadata();
		if (bytes === null) break;
		const message = parseMessage(bytes, builder === undefined ? place : here);
		const body = { offset: position, length: message.bodyLength };
		if (body.length > source.size - position) {
			throw here.corrupt(`its body needs ${body.length} bytes, ${source.size - position} are left`);
		}
		position += body.length;
		if (builder !== undefined) builder.add(message, body, here);
		else if (message.kind === "schema") {
			builder = new DirectoryBuilder(readSchema(message.table), message.legacyUnions, "stream", place);
		} else throw here.corrupt("it begins without a schema");
		await yieldTurn();
	}
	if (builder === undefined) throw place.corrupt("it has no schema");
	return builder.build();

	/** The flatbuffer at `position`, which moves to the body; null at the end. */
	async function nextMetadata(): Promise<Uint8Array | null> {
		if (position === source.size) return null;
		// The marker and the length in one, where there is as much.
		const prefix = await window.read(position, Math.max(4, Math.min(8, source.size - position)));
		const view = new DataView(prefix.buffer, prefix.byteOffset, prefix.length);
		let length = view.getInt32(0, true);
		position += 4;
		if (length === -1) {
			if (prefix.length < 8) await window.read(position, 4); // Says that it is not there.
			length = view.getInt32(4, true);
			position += 4;
		}
		if (length === 0) return null;
		const bytes = await window.read(position, length);
		position += length;
		return bytes;
	}
}
