import type { CodeColumn, Column, NumberColumn } from "./column";
import { invalidArgument } from "./invalid-argument";
import { requirePresent } from "./require-present";
import { textAt } from "./text-column";
import type { Variable } from "./variable";

/** X or Y of a Table: numbers, column by column. Orange's arrays of that name, which are row by row in Python. */
export interface NumberColumns {
	readonly rowCount: number;
	readonly columnCount: number;
	readonly variables: readonly Variable[];
	/**
	 * Values of the column at that position: numbers, seconds, or codes as numbers; NaN is missing. The Table's own memory where it
	 * holds float64, made on the first call where it holds codes; so do not write into it.
	 *
	 * @throws INVALID_ARGUMENT where there is no such column
	 */
	column(position: number): Float64Array;
	/** One value; NaN where it is missing, or where there is no such row. @throws INVALID_ARGUMENT as {@link column} */
	get(row: number, position: number): number;
}

/** metas of a Table: numbers or text, column by column. */
export interface MetaColumns {
	readonly rowCount: number;
	readonly columnCount: number;
	readonly variables: readonly Variable[];
	/** The column at that position. @throws INVALID_ARGUMENT where there is no such column */
	column(position: number): Column;
	/** One value: text of a StringVariable ("" is missing), else a number as in X. @throws INVALID_ARGUMENT */
	get(row: number, position: number): number | string;
}

/** Columns of attributes or class variables as numbers. */
export function numberColumns(
	columns: readonly (NumberColumn | CodeColumn)[],
	rowCount: number,
): NumberColumns {
	const converted: Float64Array[] = [];
	const column = (position: number): Float64Array => {
		// Asked for each time: its memory may have been transferred since.
		const at = columnAt(columns, position);
		converted[position] ??= toFloat64(at);
		return converted[position];
	};
	return {
		rowCount,
		columnCount: columns.length,
		variables: columns.map(({ variable }) => variable),
		column,
		get: (row, position) => numberAt(columnAt(columns, position), row),
	};
}

/** Columns of metas. */
export function metaColumns(columns: readonly Column[], rowCount: number): MetaColumns {
	return {
		rowCount,
		columnCount: columns.length,
		variables: columns.map(({ variable }) => variable),
		column: (position) => columnAt(columns, position),
		get: (row, position) => {
			const column = columnAt(columns, position);
			return "chunks" in column ? textAt(column, row) : numberAt(column, row);
		},
	};
}

function columnAt<C extends Column>(columns: readonly C[], position: number): C {
	const column = columns[position];
	if (column !== undefined) {
		requirePresent([column]);
		return column;
	}
	throw invalidArgument(`There is no column ${position}: there are ${columns.length} here.`);
}

function numberAt(column: NumberColumn | CodeColumn, row: number): number {
	if ("values" in column) return column.values[row] ?? Number.NaN;
	const code = column.codes[row] ?? -1;
	return code === -1 ? Number.NaN : code;
}

function toFloat64(column: NumberColumn | CodeColumn): Float64Array {
	if ("values" in column) return column.values;
	const values = new Float64Array(column.length);
	for (let row = 0; row < column.length; row++)
		values[row] = column.codes[row] === -1 ? Number.NaN : column.codes[row]!;
	return values;
}
