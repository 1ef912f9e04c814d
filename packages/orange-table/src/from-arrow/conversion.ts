import type { ArrowColumn, DecodeOptions, RowRange } from "@allye/arrow-ipc";
import type { Column } from "../column";
import type { ColumnReason } from "../column-reason";
import type { ColumnFacts } from "../pandas-rules";
import type { Pacer } from "./pacer";

/** One column on its way to Orange. */
export interface Task {
	readonly column: ArrowColumn;
	/** What the rules of {@link PANDAS_RULES} look at; `hasNulls` is not known yet. */
	readonly facts: ColumnFacts;
	readonly rows: RowRange;
	/** The column that this one's rows were picked from; itself where they were not. What a stated variable reads depends on all of its rows. */
	readonly whole: { readonly column: ArrowColumn; readonly rowCount: number };
	/** Rows of the whole payload. */
	readonly payloadRows: number;
	readonly pacer: Pacer;
	/** Local time of this machine: Orange takes times of today for times without a date. */
	readonly now: Date;
	readonly onProgress: ((progress: { rows: number; bytes: number }) => void) | undefined;
}

/** A column of an Orange Table, and why it is what it is. */
export interface Converted {
	readonly column: Column;
	readonly reason: ColumnReason;
	/** For people: what was lost. */
	readonly warning?: string;
}

/** What every decode of a task is given. */
export const decodeOptions = ({ rows, pacer, onProgress }: Task): DecodeOptions => ({
	rows,
	...(pacer.signal && { signal: pacer.signal }),
	...(onProgress && { onProgress }),
});

export const rowCountOf = ({ rows }: Task): number => rows.end - rows.start;

/** What a column without a stated variable gets: Orange's defaults. */
export const NO_ATTRIBUTES = {};
