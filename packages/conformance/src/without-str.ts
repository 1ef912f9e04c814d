import type { ColumnSpec, FrameDescription, ValueColumn } from "./frame-spec";

/**
 * The frame with pandas 3's `str` called `object`, and its zones without a name called pytz's, as pandas 2 has them: the values and what is
 * missing are the same.
 */
export function withoutStr({ rows, columns }: FrameDescription): FrameDescription {
	return { rows, columns: columns.map(withoutStrColumn) };
}

function withoutStrColumn(column: ColumnSpec): ColumnSpec {
	if (column.dtype === "category" && "categories" in column)
		return { ...column, categories: withoutStrColumn(column.categories) as ValueColumn };
	const dtype = column.dtype.replace(/(?<=, )UTC([+-])(\d\d):(\d\d)(?=\])/, (_, sign, hours, minutes) => {
		const offset = 60 * Number(hours) + Number(minutes);
		return `pytz.FixedOffset(${sign}${offset})`.replace("+", "");
	});
	return { ...column, dtype: dtype === "str" ? "object" : dtype } as ColumnSpec;
}
