import type { OrangeTable } from "@allye/orange-table";
import type { PlotAxis } from "../../contract";
import { refuse } from "../refuse";

/** A column that can be an axis: NaN is missing, a category lies at its code. @throws INVALID_ARGUMENT for text, and for a column that the table has not */
export function axisValues(table: OrangeTable, name: string): (row: number) => number {
	const column = table.column(name);
	if ("chunks" in column) throw refuse(`${JSON.stringify(name)} is text, which has no place on an axis.`);
	if ("values" in column) {
		const { values } = column;
		return (row) => values[row]!;
	}
	const { codes } = column;
	return (row) => (codes[row] === -1 ? Number.NaN : codes[row]!);
}

/** From the least to the greatest finite value; 0 to 1 where there is none. */
export function axisRange(table: OrangeTable, name: string): PlotAxis {
	const value = axisValues(table, name);
	let low = Number.POSITIVE_INFINITY;
	let high = Number.NEGATIVE_INFINITY;
	for (let row = 0; row < table.rowCount; row++) {
		const at = value(row);
		if (at < low && at !== Number.NEGATIVE_INFINITY) low = at;
		if (at > high && at !== Number.POSITIVE_INFINITY) high = at;
	}
	return low <= high ? { column: name, low, high } : { column: name, low: 0, high: 1 };
}

/** Where a value lies between the ends of an axis: 0 to 1; 0.5 where they are one. */
export function shareOf(value: number, { low, high }: PlotAxis): number {
	if (high === low) return 0.5;
	if (Number.isFinite(high - low)) return (value - low) / (high - low);
	return (value / 2 - low / 2) / (high / 2 - low / 2);
}
