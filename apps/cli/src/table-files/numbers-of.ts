import { MISSING_VALUES } from "./missing-values";
import { pythonFloat } from "./python-float";

/**
 * The cells as numbers, NaN where missing; or the first row whose cell is none. Infinite numbers become missing, as in an
 * Orange Table.
 */
export function numbersOf(cells: readonly string[]): Float64Array | { badRow: number } {
	const numbers = new Float64Array(cells.length);
	for (let row = 0; row < cells.length; row++) {
		const number = MISSING_VALUES.has(cells[row]!) ? Number.NaN : pythonFloat(cells[row]!);
		if (number === null) return { badRow: row };
		numbers[row] = Number.isFinite(number) ? number : Number.NaN;
	}
	return numbers;
}

/** Digits after the point, in the cell that has most: numberOfDecimals as Orange's readers find it. */
export function decimalsOf(cells: readonly string[]): number {
	let most = 0;
	for (const cell of cells) {
		const point = cell.indexOf(".");
		if (point >= 0) most = Math.max(most, cell.length - point - 1);
	}
	return most;
}
