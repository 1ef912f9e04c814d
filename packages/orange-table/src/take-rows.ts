import type { Column } from "./column";
import { takeText } from "./take-text";

/** The rows of a column at these indices, in their order, in new memory. The indices must be rows of the column. */
export function takeRows(column: Column, rows: Uint32Array): Column {
	const length = rows.length;
	if ("chunks" in column) return { variable: column.variable, length, chunks: takeText(column, rows) };
	if ("codes" in column) {
		const codes = new Int32Array(length);
		for (let i = 0; i < length; i++) codes[i] = column.codes[rows[i]!]!;
		return { variable: column.variable, length, codes };
	}
	const values = new Float64Array(length);
	for (let i = 0; i < length; i++) values[i] = column.values[rows[i]!]!;
	return { variable: column.variable, length, values };
}
