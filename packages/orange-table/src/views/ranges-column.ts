import type { ArrowColumn, DecodeOptions, RowRange } from "@allye/arrow-ipc";

/** A column's rows in these ranges, one after another, as a column of its own. */
export class RangesColumn implements ArrowColumn {
	readonly field;

	constructor(
		private readonly column: ArrowColumn,
		private readonly ranges: readonly RowRange[],
	) {
		this.field = column.field;
	}

	decode: ArrowColumn["decode"] = ((options: DecodeOptions) => {
		const rows = options.rows === undefined ? this.ranges : rangesWithin(this.ranges, options.rows);
		return (this.column.decode as (options: DecodeOptions) => Promise<unknown>)({ ...options, rows });
	}) as ArrowColumn["decode"];
}

/** Rows of the ranges put together, as ranges of what they are ranges of. */
function rangesWithin(
	ranges: readonly RowRange[],
	rows: RowRange | readonly RowRange[],
): readonly RowRange[] {
	const wanted = "start" in rows ? [rows] : rows;
	return wanted.flatMap(({ start, end }) => {
		let at = 0;
		return ranges.flatMap((range) => {
			const base = range.start - at;
			at += range.end - range.start;
			const part = { start: Math.max(range.start, base + start), end: Math.min(range.end, base + end) };
			return part.start < part.end ? [part] : [];
		});
	});
}
