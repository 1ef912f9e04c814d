import type { ArrayData, Field } from "@allye/arrow-ipc";
import type { EncodeKernels } from "./encode-kernels";

/** Makes one column of a Table into Arrow arrays, a range of rows at a time. */
export interface ColumnEncoder {
	readonly field: Field;
	/** The dtype of Orange's `table_to_frame`, which get_dataframe restores. */
	readonly dtype: string;
	/** What pyarrow would write of the column into the pandas metadata. */
	readonly pandas: PandasColumnMetadata;
	/** Bytes that all rows take at most, uncompressed, without padding; a dictionary included. */
	readonly byteBound: number;
	/** Rows `start` to `end`; always of the same dictionary. */
	encode(start: number, end: number): Promise<ArrayData>;
}

/** What all encoders need. */
export interface EncodeContext {
	readonly kernels: EncodeKernels;
	readonly signal?: AbortSignal;
}

export interface PandasColumnMetadata {
	readonly pandas_type: string;
	readonly numpy_type: string;
	readonly metadata: Readonly<Record<string, unknown>> | null;
}

/** Bytes of a bitmap. */
export const bitmapBytes = (rows: number): number => Math.ceil(rows / 8);
