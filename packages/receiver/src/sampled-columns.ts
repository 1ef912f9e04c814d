import type { ArrowPayload, RowRange } from "@allye/arrow-ipc";
import { type ArrowColumns, blockRows, pickRows, sampleRows } from "@allye/orange-table";
import type { SampleOptions } from "./receiver";

/** Columns of which `rows` (all by default) are the sample. */
export interface SampledColumns {
	readonly columns: ArrowColumns;
	readonly rows?: RowRange;
	/** That it is no uniform sample. */
	readonly warnings: readonly string[];
}

/** `n` rows of a payload, at most as many as it has, in row order. @throws INVALID_ARGUMENT for the seed; ABORTED */
export async function sampledColumns(
	payload: ArrowPayload,
	n: number,
	{ method = "uniform", seed = 0, columns, signal }: SampleOptions,
): Promise<SampledColumns> {
	if (n === 0 || n === payload.rowCount)
		return { columns: payload, rows: { start: 0, end: n }, warnings: [] };
	if (method === "uniform") {
		const rows = await sampleRows(payload.rowCount, n, { seed, signal });
		return { columns: pickRows(payload, rows), warnings: [] };
	}
	const rows = blockRows(payload.batchRows, n, seed, (columns ?? payload.columns).length);
	let blocks = 1;
	for (let i = 1; i < rows.length; i++) if (rows[i] !== rows[i - 1]! + 1) blocks++;
	const what =
		blocks === 1 ? "1 block of rows that lie together" : `${blocks} blocks of rows that lie together`;
	return {
		columns: pickRows(payload, rows),
		warnings: [`This is a block sample: ${what}, quick to read, and no random sample.`],
	};
}
