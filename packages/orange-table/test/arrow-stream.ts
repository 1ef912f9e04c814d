import { type BatchData, createArrowWriter, type Schema } from "@allye/arrow-ipc";

/** An Arrow IPC stream, as base64. */
export async function arrowStream(
	schema: Schema,
	batches: Iterable<BatchData> | AsyncIterable<BatchData>,
): Promise<string> {
	const parts: Uint8Array[] = [];
	const sink = {
		async write(bytes: Uint8Array) {
			parts.push(bytes.slice());
		},
	};
	const writer = createArrowWriter(sink, { schema, format: "stream", compression: null });
	for await (const batch of batches) await writer.write(batch);
	await writer.close();
	return Buffer.concat(parts).toString("base64");
}

export async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
	const all: T[] = [];
	for await (const item of items) all.push(item);
	return all;
}
