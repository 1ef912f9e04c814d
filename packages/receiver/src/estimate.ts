import type { ArrowPayload, Field, RowRange } from "@allye/arrow-ipc";

/** Bytes of a column: as Arrow buffers, and in an Orange Table. */
export interface ColumnEstimate {
	readonly name: string;
	readonly decodedBytes: number;
	readonly loadedBytes: number;
}

/** What loading a table, or part of it, costs. */
export interface Estimate {
	readonly rows: number;
	readonly columns: number;
	/** Bytes of the whole payload, as it lies in the file or in shared memory. */
	readonly payloadBytes: number;
	/** Bytes of the columns' record batches, decompressed: exact for all rows, in proportion for some. */
	readonly decodedBytes: number;
	/**
	 * Bytes of the Orange Table: 8 a number or time, 4 a category, and text as it is with 4 a row. Text counts as text, though it takes less where
	 * few values are distinct; what becomes text only on the way (lists, decimals, durations) is guessed.
	 */
	readonly loadedBytes: number;
	/** Bytes that this process can still get, as {@link availableMemory} finds them. */
	readonly availableBytes: number;
	/** The heaviest column first. */
	readonly perColumn: readonly ColumnEstimate[];
	/** Which limits a load would exceed, in words. */
	readonly warnings: readonly string[];
}

/** An estimate of some columns and rows, before it is held against limits. */
export function estimateColumns(
	payload: ArrowPayload,
	decodedBytes: readonly number[],
	columns: readonly number[],
	rows: RowRange,
): Pick<Estimate, "rows" | "columns" | "decodedBytes" | "loadedBytes" | "perColumn"> {
	const rowCount = rows.end - rows.start;
	const share = payload.rowCount === 0 ? 1 : rowCount / payload.rowCount;
	const perColumn = columns.map((index) => {
		const field = payload.schema.fields[index]!;
		const decoded = Math.round(decodedBytes[index]! * share);
		return { name: field.name, decodedBytes: decoded, loadedBytes: loadedBytes(field, decoded, rowCount) };
	});
	const sum = (of: (column: ColumnEstimate) => number) =>
		perColumn.reduce((total, column) => total + of(column), 0);
	return {
		rows: rowCount,
		columns: columns.length,
		decodedBytes: sum((column) => column.decodedBytes),
		loadedBytes: sum((column) => column.loadedBytes),
		perColumn: perColumn.sort((a, b) => b.loadedBytes - a.loadedBytes || b.decodedBytes - a.decodedBytes),
	};
}

/** What no column of so many rows and bytes goes beyond as an Orange Table's. */
export const mostLoadedBytes = (rows: number, decoded: number): number => 28 * rows + 2.5 * decoded;

function loadedBytes({ type }: Field, decoded: number, rows: number): number {
	switch (type.kind) {
		case "int":
		case "float":
		case "bool":
		case "timestamp":
		case "date":
			return 8 * rows;
		case "dictionary":
		case "null":
			return 4 * rows;
		case "utf8":
		case "binary":
			return Math.max(8 * rows, decoded);
		case "large_utf8":
		case "large_binary":
			return Math.max(8 * rows, decoded - 4 * rows);
		case "utf8_view":
		case "binary_view":
			// A view's 16 bytes hold up to 12 of text.
			return Math.max(8 * rows, decoded);
		case "time":
		case "decimal":
		case "duration":
		case "interval":
			return 28 * rows;
		default:
			// JSON: some two and a half characters for each byte of numbers.
			return Math.round(4 * rows + 2.5 * decoded);
	}
}
