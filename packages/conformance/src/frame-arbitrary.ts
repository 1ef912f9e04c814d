import fc from "fast-check";
import { COLUMN_KINDS, type ColumnKind, columnOf } from "./column-arbitrary";
import type { ColumnSpec } from "./frame-spec";
import { oddText } from "./text-arbitrary";

/** How large the DataFrames become, and of what kinds of column. */
export interface FrameSpecOptions {
	/** Most rows; default 40. */
	rows?: number;
	/** Most columns; default 6. */
	columns?: number;
	/** Default: every kind that send_dataframe takes. */
	kinds?: readonly ColumnKind[];
}

/** DataFrames of any of `kinds`, missing values in each, with odd column names; no rows and no columns too. */
export function frameSpec({
	rows = 40,
	columns = 6,
	kinds = COLUMN_KINDS,
}: FrameSpecOptions = {}): fc.Arbitrary<{ rows: number; columns: ColumnSpec[] }> {
	const names = fc.uniqueArray(fc.oneof(fc.constantFrom("a", "b", "c", "名前"), oddText), {
		maxLength: columns,
	});
	return fc.tuple(fc.nat(rows), names).chain(([length, distinctNames]) => {
		const column = (name: string) =>
			fc
				.constantFrom(...kinds)
				.chain((kind) => columnOf(kind, length).map((values) => ({ ...values, name })));
		return fc.record({ rows: fc.constant(length), columns: fc.tuple(...distinctNames.map(column)) });
	});
}
