/** A cell: -1 is the row of names. */
export interface GridCell {
	readonly row: number;
	readonly column: number;
}

export interface GridSize {
	readonly rowCount: number;
	readonly columnCount: number;
	/** Rows that are seen at once. */
	readonly pageRows: number;
}

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey">;

/**
 * Where a key leads to, as the grid pattern of the ARIA Authoring Practices has it: arrows, Page Up and Down, Home and End in the row,
 * with Ctrl to the first and the last cell. Null: it is no such key.
 */
export function cellAfterKey(
	{ key, ctrlKey, metaKey }: Key,
	from: GridCell,
	size: GridSize,
): GridCell | null {
	const far = ctrlKey || metaKey;
	const lastRow = size.rowCount - 1;
	const lastColumn = size.columnCount - 1;
	const to = (row: number, column: number): GridCell => ({
		row: Math.min(Math.max(row, -1), lastRow),
		column: Math.min(Math.max(column, 0), lastColumn),
	});
	switch (key) {
		case "ArrowUp":
			return far ? to(0, from.column) : to(from.row - 1, from.column);
		case "ArrowDown":
			return far ? to(lastRow, from.column) : to(from.row + 1, from.column);
		case "ArrowLeft":
			return to(from.row, far ? 0 : from.column - 1);
		case "ArrowRight":
			return to(from.row, far ? lastColumn : from.column + 1);
		case "PageUp":
			return to(Math.max(0, from.row - size.pageRows), from.column);
		case "PageDown":
			return to(from.row + size.pageRows, from.column);
		case "Home":
			return to(far ? 0 : from.row, 0);
		case "End":
			return to(far ? lastRow : from.row, lastColumn);
		default:
			return null;
	}
}
