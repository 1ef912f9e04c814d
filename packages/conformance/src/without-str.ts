import type { ColumnSpec, FrameDescription, ValueColumn } from "./frame-spec";

/** The frame with pandas 3's `str` called `object`, as pandas 2 has it: the text and what is missing are the same. */
export function withoutStr({ rows, columns }: FrameDescription): FrameDescription {
	return { rows, columns: columns.map(withoutStrColumn) };
}

function withoutStrColumn(column: ColumnSpec): ColumnSpec {
	if (column.dtype === "category" && "categories" in column)
		return { ...column, categories: withoutStrColumn(column.categories) as ValueColumn };
	return column.dtype === "str" ? { ...column, dtype: "object" } : column;
}
