import type { OrangeTable } from "@allye/orange-table";
import type { RowPick } from "../../contract";
import { axisValues, isPlaced } from "./axis-values";
import { filterRows } from "./filter-rows";
import { inSlices, SLICE } from "./pause";

/**
 * The rows that a pick means, ascending. Ranges behind the last row pick nothing; a point on the edge of a polygon may count or not; a polygon that
 * crosses itself has inside what an odd number of its edges surrounds.
 *
 * @throws INVALID_ARGUMENT for a column that the table has not, or of text as an axis
 */
export async function pickRows(table: OrangeTable, pick: RowPick): Promise<Uint32Array> {
	if (pick.by === "filters") return filterRows(table, pick.filters);
	if (pick.by === "polygon") return rowsInside(table, pick);
	const ranges = pick.ranges
		.map(([start, end]) => [start, Math.min(end, table.rowCount)] as const)
		.filter(([start, end]) => start < end);
	const rows = new Uint32Array(ranges.reduce((sum, [start, end]) => sum + end - start, 0));
	let next = 0;
	for (const [start, end] of ranges) for (let row = start; row < end; row++) rows[next++] = row;
	return rows;
}

async function rowsInside(
	table: OrangeTable,
	{ x, y, corners }: Extract<RowPick, { by: "polygon" }>,
): Promise<Uint32Array> {
	const [xs, ys] = [axisValues(table, x), axisValues(table, y)];
	const isInside = polygonTest(corners);
	let rows = new Uint32Array(1024);
	let count = 0;
	const work = (start: number, end: number) => {
		for (let row = start; row < end; row++) {
			if (!isPlaced(xs, row) || !isPlaced(ys, row) || !isInside(xs[row]!, ys[row]!)) continue;
			if (count === rows.length) {
				const larger = new Uint32Array(count * 2);
				larger.set(rows);
				rows = larger;
			}
			rows[count++] = row;
		}
	};
	// A test costs as much as there are corners.
	await inSlices(table.rowCount, work, Math.max(1024, Math.floor(SLICE / Math.max(1, corners.length / 8))));
	return rows.slice(0, count);
}

/** Whether a point lies in a polygon, by the even-odd rule; never for NaN. */
export function polygonTest(
	corners: readonly (readonly [x: number, y: number])[],
): (x: number, y: number) => boolean {
	const n = corners.length;
	const xs = Float64Array.from(corners, ([x]) => x);
	const ys = Float64Array.from(corners, ([, y]) => y);
	let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
	for (const [x, y] of corners) {
		left = Math.min(left, x);
		right = Math.max(right, x);
		bottom = Math.min(bottom, y);
		top = Math.max(top, y);
	}
	return (x, y) => {
		if (!(x >= left && x <= right && y >= bottom && y <= top)) return false;
		let inside = false;
		for (let i = 0, j = n - 1; i < n; j = i++)
			if (ys[i]! > y !== ys[j]! > y && x < ((xs[j]! - xs[i]!) * (y - ys[i]!)) / (ys[j]! - ys[i]!) + xs[i]!)
				inside = !inside;
		return inside;
	};
}
