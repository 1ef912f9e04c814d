import type { ArrayData } from "@allye/arrow-ipc";

/** Makes one column of a Table into Arrow arrays, a range of rows at a time. */
export interface ColumnEncoder {
	/** The dtype of Orange's `table_to_frame`, which get_dataframe restores. */
	readonly dtype: string;
	/** What pyarrow would write of the column into the pandas metadata. */
	readonly pandas: PandasColumnMetadata;
	/** Rows `start` to `end`; always of the same field. */
	encode(start: number, end: number): ArrayData;
}

export interface PandasColumnMetadata {
	readonly pandas_type: string;
	readonly numpy_type: string;
	readonly metadata: Readonly<Record<string, unknown>> | null;
}
