import type { GridView } from "./grid-view";
import { addRows, hasRow, type RowRanges, rangesOf, removeRows } from "./row-ranges";

/** A pick is sent as a setting of at most 64 KiB: this many ranges fit into it. */
export const MOST_RANGES = 2500;
/** Rows of a sorted table that are picked by going over them. */
export const MOST_IN_VIEW = 100_000;

export class TooManyRows extends Error {}

/**
 * The table's numbers of rows `[start, end)` of the view.
 *
 * @throws TooManyRows where the view is sorted or filtered and they are more than 100,000
 */
export async function rowsOfView(view: GridView, start: number, end: number): Promise<RowRanges> {
	const { cache, source } = view;
	if (cache.page(start)?.rowNumbers === null) return [[start, end]];
	if (end - start > MOST_IN_VIEW) throw new TooManyRows();
	const { rowNumbers } = await source.fetchWindow(start, end, [0], new AbortController().signal);
	return rowNumbers === null ? [[start, end]] : rangesOf(rowNumbers);
}

/** As in lists: "only" these rows, these "too", or "toggle": out if the first of them is in. */
export function pickedAfter(before: RowRanges, rows: RowRanges, how: "only" | "toggle"): RowRanges {
	const first = rows[0];
	if (how === "only" || first === undefined) return checked(rows);
	const change = hasRow(before, first[0]) ? removeRows : addRows;
	return checked(rows.reduce((picked, [start, end]) => change(picked, start, end), before));
}

function checked(rows: RowRanges): RowRanges {
	if (rows.length > MOST_RANGES) throw new TooManyRows();
	return rows;
}
