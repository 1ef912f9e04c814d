import type { ByteSink } from "@allye/protocol/contract";
import { type ArrowWriterOptions, type BatchData, createArrowWriter } from "../src";

/** Keeps a copy of what it is given. */
export class MemorySink implements ByteSink {
	readonly #pieces: Uint8Array[] = [];

	async write(bytes: Uint8Array): Promise<void> {
		this.#pieces.push(bytes.slice());
	}

	bytes(): Uint8Array {
		return new Uint8Array(Buffer.concat(this.#pieces));
	}
}

/** The payload that holds `batches`. */
export async function written(
	batches: readonly BatchData[],
	options: ArrowWriterOptions,
): Promise<Uint8Array> {
	const sink = new MemorySink();
	const writer = createArrowWriter(sink, options);
	await Promise.all(batches.map((batch) => writer.write(batch)));
	const { rows, bytes } = await writer.close();
	const payload = sink.bytes();
	if (bytes !== payload.length || rows !== batches.reduce((sum, batch) => sum + batch.length, 0)) {
		throw new Error(`close() says ${rows} rows, ${bytes} bytes; the sink got ${payload.length} bytes.`);
	}
	return payload;
}
