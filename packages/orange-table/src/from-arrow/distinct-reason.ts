import { formatCount } from "./conversion";

/** The least number of distinct values that is not few any more. */
const limit = (rows: number) => Math.ceil(rows ** 0.666);

/** "9 distinct in 1,000 rows, fewer than 100". */
export const fewDistinctReason = (distinct: number, rows: number): string =>
	`${formatCount(distinct)} distinct in ${formatCount(rows)} rows, fewer than ${formatCount(limit(rows))}`;

/** "100 or more distinct in 1,000 rows". */
export const manyDistinctReason = (rows: number): string =>
	rows === 0 ? "no rows" : `${formatCount(limit(rows))} or more distinct in ${formatCount(rows)} rows`;
