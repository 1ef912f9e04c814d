import type { ArrowPayload, RowRange } from "@allye/arrow-ipc";
import { batchPieces, type Domain, loadOrangeTable, type OrangeTable } from "@allye/orange-table";
import type { LoadProgress } from "./receiver";

/** Bytes that one table may take: the reader has one, and is given the next. */
const TABLE_BYTES = 48 * 2 ** 20;
/** Bytes that decoders may hold from one table to the next: some 200 compressed columns' at 1 MiB. What has no room is decoded anew. */
const DECODER_BYTES = 256 * 2 ** 20;
const MAX_ROWS = 1 << 18;

interface ReadBatchesOptions {
	columns?: readonly string[];
	rows: RowRange;
	domain: Domain;
	/** What a row of the Orange Table takes. */
	rowBytes: number;
	totalBytes: number;
	signal?: AbortSignal;
	onProgress?(progress: LoadProgress): void;
}

/**
 * The rows in order as tables of one Domain, none larger than some 48 MB: whole record batches where they are small, parts of them where
 * they are not. At least one table, if an empty one.
 */
export async function* readBatches(
	payload: ArrowPayload,
	{ columns, rows, domain, rowBytes, totalBytes, signal, onProgress }: ReadBatchesOptions,
): AsyncGenerator<OrangeTable, void, undefined> {
	const maxRows = Math.min(MAX_ROWS, Math.max(1024, Math.floor(TABLE_BYTES / rowBytes)));
	const totalRows = rows.end - rows.start;
	const pieces = batchPieces(payload.batchRows, maxRows)
		.map((piece) => ({ start: Math.max(piece.start, rows.start), end: Math.min(piece.end, rows.end) }))
		.filter(({ start, end }) => start < end);
	let bytes = 0;
	const reading = payload.keepingPlaces({ maxBytes: DECODER_BYTES, order: "sequential" });
	try {
		for (const piece of pieces.length > 0 ? pieces : [rows]) {
			let before = 0;
			const { table } = await loadOrangeTable(reading, {
				columns,
				rows: piece,
				domain,
				signal,
				onProgress:
					onProgress &&
					((done) => {
						bytes += done.bytes - before;
						before = done.bytes;
						onProgress({ rows: piece.start - rows.start + done.rows, totalRows, bytes, totalBytes });
					}),
			});
			yield table;
		}
	} finally {
		reading.close();
	}
}
