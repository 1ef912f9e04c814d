import type { RowRange } from "@allye/arrow-ipc";

/**
 * All rows as ranges of at most `maxRows`, in order. Record batches are put together while they fit, and a larger one is cut into
 * equal parts: a range never begins in one batch and ends in the middle of another, so that none is decoded for both.
 *
 * @param batchRows rows of each record batch
 */
export function batchPieces(batchRows: readonly number[], maxRows: number): RowRange[] {
	const pieces: RowRange[] = [];
	let start = 0;
	let end = 0;
	for (const rows of batchRows) {
		if (end > start && end + rows - start > maxRows) {
			pieces.push({ start, end });
			start = end;
		}
		end += rows;
		const parts = Math.ceil((end - start) / maxRows);
		if (parts <= 1) continue;
		for (let part = 0; part < parts; part++)
			pieces.push({
				start: start + Math.floor(((end - start) * part) / parts),
				end: start + Math.floor(((end - start) * (part + 1)) / parts),
			});
		start = end;
	}
	if (end > start) pieces.push({ start, end });
	return pieces;
}
