import type { ColumnSpec, FrameDescription, ValueColumn } from "../frame-spec";
import type { TableSpec } from "../table-spec";
import { withoutVariables } from "../without-variables";

/** These rows of a frame. Categories stay as they are. */
export function rowsOfFrame(frame: FrameDescription, start: number, end: number): FrameDescription {
	const columns = frame.columns.map(
		(column): ColumnSpec =>
			"codes" in column
				? { ...column, codes: column.codes.slice(start, end) }
				: { ...column, values: (column as ValueColumn).values.slice(start, end) },
	);
	return { rows: end - start, columns };
}

/** The columns of these names, in the frame's order. */
export function columnsOfFrame(
	{ rows, columns }: FrameDescription,
	names: readonly string[],
): FrameDescription {
	return { rows, columns: columns.filter(({ name }) => names.includes(name)) };
}

/** Rows `start` to `end` of a table. */
export function rowsOfTable(table: TableSpec, start: number, end: number): TableSpec {
	return rowsAt(
		table,
		Array.from({ length: end - start }, (_, row) => start + row),
	);
}

/** The rows of a table at these positions. */
export function rowsAt(table: TableSpec, rows: readonly number[]): TableSpec {
	const pick = <Values extends TableSpec["metas"][number]>(columns: Values[]) =>
		columns.map((values) => rows.map((row) => values[row]) as Values);
	return {
		rows: rows.length,
		domain: table.domain,
		X: pick(table.X),
		Y: pick(table.Y),
		metas: pick(table.metas),
	};
}

/** The variables of these names, each in its role. */
export function columnsOfTable(table: TableSpec, names: readonly string[]): TableSpec {
	return withoutVariables(table, ({ name }) => !names.includes(name));
}
