import type { ColumnReason, FidelityRule } from "./column-reason";
import type { VariableInfo } from "./node-state";

/**
 * A table before it is loaded: GET api/preview?tableName=&producer=&eventId=&node= (the last three may be left out; the node's overrides are used).
 * Its first rows come from GET api/preview/rows (a table window) with the same parameters and &start=&end=&columns=. Kinds are those that the first
 * `previewRows` rows have.
 */
export interface TablePreview {
	readonly tableName: string;
	readonly eventId: string;
	readonly rowCount: number;
	/** Rows that can be asked for: 1,000 to 10,000, or all. */
	readonly previewRows: number;
	/** Columns in the payload's order; their position is that of the rows' columns. */
	readonly columns: readonly PreviewColumn[];
	readonly estimate: {
		readonly payloadBytes: number;
		readonly decodedBytes: number;
		readonly loadedBytes: number;
		readonly availableBytes: number;
		/** The heaviest first, at most ten. */
		readonly heaviest: readonly { readonly name: string; readonly loadedBytes: number }[];
		/** Which limits loading all of it exceeds, in English; none: it fits. */
		readonly warnings: readonly string[];
	};
	/** The versions of the name, newest first. */
	readonly versions: readonly TableVersion[];
	readonly warnings: readonly string[];
}

export interface PreviewColumn {
	readonly variable: VariableInfo;
	/** Why it is of this kind: "9 distinct in 1,000 rows, fewer than 99". */
	readonly reason: ColumnReason;
	/** Arrow → pandas → Orange, and what is lost on the way. */
	readonly fidelity: {
		readonly arrow: string;
		readonly pandas: string | null;
		/** What becomes of it in Orange, and what is lost. */
		readonly rule: FidelityRule;
	};
}

export interface TableVersion {
	readonly eventId: string;
	readonly createdAt: number;
	readonly producer: string;
	readonly rows: number;
	readonly columns: number;
	readonly bytes: number;
	/** Against the version before it; null for the first, and where that one's payload is gone. */
	readonly changes: {
		readonly added: readonly string[];
		readonly removed: readonly string[];
		readonly retyped: readonly string[];
	} | null;
}

/** What the values of a previewed or loaded table are like: GET api/preview/profile or api/tables/ID/profile. */
export interface TableProfile {
	/** In English, such as "block sample" or "all rows". */
	readonly of: string;
	readonly rows: number;
	readonly columns: readonly ColumnSummary[];
}

export interface ColumnSummary {
	readonly name: string;
	/** From 0 to 1. */
	readonly missingShare: number;
	readonly distinct: number;
	readonly distinctIsExact: boolean;
	readonly minimum: number | null;
	readonly maximum: number | null;
	readonly mean: number | null;
	/** Counts of equally wide ranges from `low` to `high`. */
	readonly histogram: {
		readonly low: number;
		readonly high: number;
		readonly counts: readonly number[];
	} | null;
	readonly top: readonly { readonly value: string; readonly count: number }[] | null;
}
