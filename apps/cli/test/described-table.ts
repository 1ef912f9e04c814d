import type { OrangeTable, RowValue, Variable } from "@allye/orange-table";

/** A table as plain values, to compare with what orange-files.py prints. */
export interface DescribedTable {
	attributes: readonly Variable[];
	classVars: readonly Variable[];
	metas: readonly Variable[];
	/** Values column by column: attributes, class variables, metas. */
	columns: RowValue[][];
	rowCount: number;
}

export function describeTable(table: OrangeTable): DescribedTable {
	const rows = [...table.rows()];
	const columns = table.columns.map((_, i) => rows.map((row) => row[i]!));
	return { ...table.domain, columns, rowCount: table.rowCount };
}
