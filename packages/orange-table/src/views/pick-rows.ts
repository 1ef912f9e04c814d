import type { ArrowPayload, PickedRows } from "@allye/arrow-ipc";
import { batchPieces } from "./batch-pieces";
import { PickedColumn } from "./picked-column";

/** What {@link loadOrangeTable} maps: a payload, or rows picked out of one. */
export type ArrowColumns = Pick<ArrowPayload, "schema" | "rowCount" | "columns"> & {
	/** The payload that the rows were picked from. */
	readonly pickedFrom?: ArrowPayload;
	/** Rows of a column that one step of decoding has in memory, where that is not {@link rowCount}. */
	readonly rowsAtOnce?: number;
};

/** Rows decoded at once. A record batch is not cut unless it is larger: the beginning of a compressed one would be decoded for each part. */
const PIECE_ROWS = 1 << 20;
/** Whoever needs this share of a compressed record batch takes it whole, which is decoded more quickly. */
const WHOLE_SHARE = 0.75;
/** Uncompressed rows need not be read to reach those behind them; it pays where that leaves out this many. */
const GAP_ROWS = 1 << 16;

/**
 * The rows of a payload at these indices as columns that are read when they are asked for: piece by piece, of which just those rows are
 * kept. So a sample of 100,000 rows of 10,000,000 takes the memory of the sample and of a few record batches of a few columns.
 *
 * @param rows ascending, all of them rows of the payload
 */
export function pickRows(payload: ArrowPayload, rows: Float64Array): ArrowColumns {
	const pieces = piecesOf(payload, rows);
	const rowsAtOnce = pieces.reduce((most, { start, end }) => Math.max(most, end - start), 0);
	const areWhole = pieces.every(({ start, end, picked }) => picked.length === end - start);
	const wanted = areWhole ? pieces.map(({ start, end }) => ({ start, end })) : pieces;
	const columns = payload.columns.map((column) => new PickedColumn(column, wanted, rows.length));
	return { schema: payload.schema, rowCount: rows.length, pickedFrom: payload, rowsAtOnce, columns };
}

function piecesOf({ batchRows, compression }: ArrowPayload, rows: Float64Array): PickedRows[] {
	const gap = compression === null ? GAP_ROWS : Number.POSITIVE_INFINITY;
	const pieces: PickedRows[] = [];
	let next = 0;
	for (const { start, end } of batchPieces(batchRows, PIECE_ROWS)) {
		while (next < rows.length && rows[next]! < end) {
			const at = next;
			do next++;
			while (next < rows.length && rows[next]! < end && rows[next]! - rows[next - 1]! < gap);
			const span = { start: rows[at]!, end: rows[next - 1]! + 1 };
			const isMost = compression !== null && span.end - span.start > WHOLE_SHARE * (end - start);
			const range = isMost ? { start, end } : span;
			const picked = Uint32Array.from(rows.subarray(at, next), (row) => row - range.start);
			pieces.push({ ...range, picked });
		}
	}
	return pieces;
}
