import type { Column } from "@allye/orange-table";
import { type CellFormat, cellTexts } from "./cell-texts";

/** A piece of a file to write. */
export interface TextPiece {
	readonly text: string;
	/** Rows of data written so far, this piece included. */
	readonly rows: number;
}

export interface DelimitedFormat extends CellFormat {
	readonly delimiter: string;
	readonly lineEnd: string;
}

const ROWS_A_PIECE = 4096;

/** Header lines, then one line for each row of the columns, in pieces of a few thousand rows. */
export function* delimitedText(
	header: readonly (readonly string[])[],
	columns: readonly Column[],
	rowCount: number,
	format: DelimitedFormat,
): Generator<TextPiece> {
	const line = (cells: string[]) => cells.join(format.delimiter) + format.lineEnd;
	const quoted = (cells: readonly string[]) =>
		cells.map((cell) => quoteCell(cell, format.delimiter, cells.length));
	yield { text: header.map((cells) => line(quoted(cells))).join(""), rows: 0 };
	const texts = columns.map((column) => cellTexts(column, format));
	for (let rows = 0; rows < rowCount; ) {
		const end = Math.min(rows + ROWS_A_PIECE, rowCount);
		let text = "";
		for (; rows < end; rows++) text += line(quoted(texts.map((column) => column.next().value as string)));
		yield { text, rows };
	}
}

/** Quotes where it is needed, as RFC 4180 has it; the only cell of a row is never just empty, for readers skip empty lines. */
function quoteCell(cell: string, delimiter: string, cellsInRow: number): string {
	if (cell === "") return cellsInRow === 1 ? '""' : "";
	return /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
