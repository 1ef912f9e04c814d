import type { OrangeTable } from "@allye/orange-table";
import type { PlotAxis } from "../../contract";
import { refuse } from "../refuse";
import { inSlices } from "./pause";

/**
 * Numbers along an axis; a category lies at its code. Missing values are NaN, or -1 where they are codes.
 *
 * @throws INVALID_ARGUMENT for text, and for a column that the table has not
 */
export function axisValues(table: OrangeTable, name: string): Float64Array | Int32Array {
	const column = table.column(name);
	if ("chunks" in column) throw refuse(`${JSON.stringify(name)} is text, which has no place on an axis.`);
	return "values" in column ? column.values : column.codes;
}

/** Whether a value has a place on an axis: it is no missing and no infinite one. */
export const isPlaced = (values: Float64Array | Int32Array, row: number): boolean =>
	values instanceof Float64Array ? Number.isFinite(values[row]) : values[row] !== -1;

/** From the least to the greatest finite value; 0 to 1 where there is none. */
export async function axisRange(table: OrangeTable, name: string): Promise<PlotAxis> {
	const values = axisValues(table, name);
	let low = Number.POSITIVE_INFINITY;
	let high = Number.NEGATIVE_INFINITY;
	await inSlices(table.rowCount, (start, end) => {
		for (let row = start; row < end; row++) {
			const at = values[row]!;
			if (at >= low && at <= high) continue;
			if (!isPlaced(values, row)) continue;
			if (at < low) low = at;
			if (at > high) high = at;
		}
	});
	return low <= high ? { column: name, low, high } : { column: name, low: 0, high: 1 };
}

/** Where a value lies between the ends of an axis: 0 to 1; 0.5 where they are one. */
export function shareOf(value: number, { low, high }: PlotAxis): number {
	if (high === low) return 0.5;
	if (Number.isFinite(high - low)) return (value - low) / (high - low);
	return (value / 2 - low / 2) / (high / 2 - low / 2);
}
