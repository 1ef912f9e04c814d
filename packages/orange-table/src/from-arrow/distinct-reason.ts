import { type ColumnReason, columnReason } from "../column-reason";

/** The least number of distinct values that is not few any more. */
const limit = (rows: number) => Math.ceil(rows ** 0.666);

/** "9 distinct in 1,000 rows, fewer than 100". */
export const fewDistinctReason = (distinct: number, rows: number): ColumnReason =>
	columnReason("few-distinct", { distinct, rows, limit: limit(rows) });

/** "100 or more distinct in 1,000 rows". */
export const manyDistinctReason = (rows: number): ColumnReason =>
	rows === 0 ? columnReason("no-rows") : columnReason("many-distinct", { rows, limit: limit(rows) });
