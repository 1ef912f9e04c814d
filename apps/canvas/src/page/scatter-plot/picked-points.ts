import type { PlotAxis, PlotPoints, RowPick } from "../../contract";
import { hasRow } from "../grid/row-ranges";
import type { Corner } from "./simplify-polygon";

/** Whether we can tell ourselves which points are picked; otherwise the server has to. */
export const isPickedHere = (picked: RowPick | null, x: string, y: string): boolean =>
	picked === null || picked.by === "rows" || (picked.by === "polygon" && picked.x === x && picked.y === y);

/** Positions of the points that are picked. */
export function pickedPoints(points: PlotPoints, picked: RowPick | null): number[] {
	if (picked === null) return [];
	if (picked.by === "rows")
		return where(points.rows.length, (i) => hasRow(picked.ranges, points.rows[i] as number));
	if (picked.by !== "polygon" || !isPickedHere(picked, points.x.column, points.y.column))
		return where(points.picked.length, (i) => points.picked[i] === 1);
	const corners = picked.corners.map(([x, y]): Corner => [scaled(x, points.x), scaled(y, points.y)]);
	const xs = corners.map(([x]) => x);
	const ys = corners.map(([, y]) => y);
	const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
	return where(points.xs.length, (i) => {
		const x = points.xs[i] as number;
		const y = points.ys[i] as number;
		return x >= left && x <= right && y >= bottom && y <= top && isInside(x, y, corners);
	});
}

/** From data units to -1 … 1, and back. An axis with one value has it in the middle. */
export const scaled = (value: number, { low, high }: PlotAxis): number =>
	((value - (low + high) / 2) / (high - low || 1)) * 2;
export const unscaled = (position: number, { low, high }: PlotAxis): number =>
	(low + high) / 2 + (position / 2) * (high - low || 1);

function where(count: number, test: (i: number) => boolean): number[] {
	const found: number[] = [];
	for (let i = 0; i < count; i += 1) if (test(i)) found.push(i);
	return found;
}

/** By how often a ray from the point crosses the outline. */
function isInside(x: number, y: number, corners: readonly Corner[]): boolean {
	let inside = false;
	let [beforeX, beforeY] = corners.at(-1) ?? [0, 0];
	for (const [cornerX, cornerY] of corners) {
		if (
			cornerY > y !== beforeY > y &&
			x < ((beforeX - cornerX) * (y - cornerY)) / (beforeY - cornerY) + cornerX
		)
			inside = !inside;
		[beforeX, beforeY] = [cornerX, cornerY];
	}
	return inside;
}
