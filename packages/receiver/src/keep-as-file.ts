import { createArrowWriter } from "@allye/arrow-ipc";
import { type ManifestEvent, runTransfer, type SecretDir } from "@allye/protocol";
import { createFileTransport } from "@allye/transport-file";
import { chooseCodecs } from "./choose-codecs";
import type { OpenedTable } from "./opened-table";
import type { KeepOptions } from "./receiver";

/**
 * Writes an opened table into payloads/ as an Arrow file and announces it as the latest ready of the same table_name
 * and producer, with the same metadata and time to live, which starts anew.
 *
 * @param check called under the manifest's lock: what it throws, this rejects with, and the copy is removed
 */
export async function keepAsFile(
	incoming: OpenedTable,
	dir: SecretDir,
	{ signal, onProgress }: KeepOptions,
	check: () => Promise<void>,
): Promise<ManifestEvent> {
	const { event, payload, schema } = incoming;
	const codecs = await chooseCodecs();
	const { event: kept } = await runTransfer(dir, createFileTransport(), {
		tableName: event.table_name,
		producer: event.producer,
		ttlSec: typeof event.ttl_sec === "number" && event.ttl_sec > 0 ? event.ttl_sec : null,
		metadata: event.metadata,
		signal,
		check,
		async write(sink) {
			const compression = codecs.compress ? "zstd" : null;
			const writer = createArrowWriter(sink, { schema, format: "file", compression, codecs, signal });
			let rows = 0;
			for await (const batch of payload.batches({ signal })) {
				await writer.write(batch);
				rows += batch.length;
				onProgress?.({ rows, totalRows: incoming.rowCount, bytes: 0, totalBytes: 0 });
			}
			await writer.close();
			return {
				shape: [rows, schema.fields.length],
				schemaSha256: event.payload?.schema_sha256 ?? "",
			};
		},
	});
	return kept;
}
