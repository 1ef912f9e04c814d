import { type ColumnProfile, type OrangeTable, TableProfiler } from "@allye/orange-table";
import type { ColumnSummary, TableProfile } from "../../contract";

/** What the values of a table are like. */
export async function profileOf(table: OrangeTable, of: string): Promise<TableProfile> {
	const profiler = new TableProfiler(table.domain);
	await profiler.add(table);
	return { of, rows: table.rowCount, columns: profiler.profiles().map(columnSummary) };
}

export function columnSummary(profile: ColumnProfile): ColumnSummary {
	const { name, rows, missing, distinct, distinctIsExact, minimum, maximum, mean, histogram, top } = profile;
	return {
		name,
		missingShare: rows === 0 ? 0 : missing / rows,
		distinct,
		distinctIsExact,
		minimum,
		maximum,
		mean,
		histogram: histogram && {
			low: histogram.start,
			high: histogram.start + histogram.width * histogram.counts.length,
			counts: histogram.counts,
		},
		top,
	};
}
