import type { ArrowPayload, BatchData, DecodeOptions, RowRange } from "@allye/arrow-ipc";
import type { Table as ArrowTable } from "apache-arrow";

interface LoadArrowOptions extends DecodeOptions {
	rows: RowRange;
	columns: readonly number[];
}

/** Rows and columns of a payload as a Table of apache-arrow, which is imported here first. */
export async function loadArrowTable(payload: ArrowPayload, options: LoadArrowOptions): Promise<ArrowTable> {
	const { toApacheTable } = await import("@allye/arrow-ipc/apache");
	const batches: BatchData[] = [];
	for await (const batch of payload.batches(options)) batches.push(batch);
	const { fields, metadata } = payload.schema;
	if (batches.length === 0) batches.push(...(await batchWithoutRows(payload, options)));
	return toApacheTable({ fields: options.columns.map((index) => fields[index]!), metadata }, batches);
}

/** For an empty range of rows: its dictionaries are what pandas takes the categories from. */
async function batchWithoutRows(
	payload: ArrowPayload,
	{ rows, columns, signal }: LoadArrowOptions,
): Promise<BatchData[]> {
	if (payload.rowCount === 0) return [];
	const start = Math.min(rows.start, payload.rowCount - 1);
	for await (const batch of payload.batches({ rows: { start, end: start + 1 }, columns, signal })) {
		const empty = batch.columns.map((column) => ({ ...column, length: 0, nullCount: 0 }));
		return [{ ...batch, length: 0, columns: empty }];
	}
	return [];
}
