import type { VariableInfo, WindowColumn } from "../../contract";
import { cellText, isMissing } from "./cell-text";
import type { ColumnLayout } from "./column-layout";
import type { GridCell } from "./grid-keys";

/** Pixels; the tokens' --row. */
export const ROW_HEIGHT = 28;

/** What the grid shows of a page of rows. */
export interface RowSource {
	page(row: number): { rowNumbers: Float64Array | null; columns: Map<number, WindowColumn> } | undefined;
	/** Rows of a page. */
	readonly pageRows: number;
}

export interface RowMarks {
	readonly active: GridCell;
	/** Rows and columns `[start, end)` that are marked for copying. */
	readonly marked: { readonly rows: readonly [number, number]; readonly columns: readonly [number, number] };
	isPicked(rowNumber: number): boolean;
}

interface DrawnRow {
	readonly element: HTMLDivElement;
	readonly number: HTMLDivElement;
	readonly cells: { element: HTMLDivElement; text: Text; shown: string; look: string; column: number }[];
	row: number;
	top: number;
	look: string;
}

/**
 * The rows that are seen, drawn into elements that are used again: row r lies in element r mod their number, so that scrolling by one row
 * touches one element. Only what differs is written to the document.
 */
export class GridRows {
	#rows: DrawnRow[] = [];
	#slots: number[] = [];

	/** `prefix` makes the cells' ids unique on the page. */
	constructor(
		private readonly body: HTMLElement,
		private readonly gutter: HTMLElement,
		private readonly variables: readonly VariableInfo[],
		private readonly source: RowSource,
		private readonly prefix: string,
	) {}

	/** Of the active cell's element, where it is drawn. */
	idOf({ row, column }: GridCell): string {
		return `${this.prefix}-${row}-${column}`;
	}

	/** Which columns have elements; `relaid`: their widths changed. */
	setColumns(first: number, end: number, layout: ColumnLayout, relaid = false): void {
		const isSeen = (column: number) => column >= first && column < end;
		const missing = new Set(Array.from({ length: end - first }, (_, i) => first + i));
		for (const column of this.#slots) missing.delete(column);
		if (missing.size === 0 && !relaid && this.#slots.every((column) => column === -1 || isSeen(column)))
			return;
		this.#slots = this.#slots.map((column) => (isSeen(column) ? column : -1));
		for (const column of missing) {
			const free = this.#slots.indexOf(-1);
			if (free >= 0) this.#slots[free] = column;
			else this.#slots.push(column);
		}
		for (const row of this.#rows) this.#placeCells(row, layout, relaid);
	}

	/** Draws rows `[first, end)`, row r with its top at `r * ROW_HEIGHT + offset`. */
	draw(first: number, end: number, offset: number, layout: ColumnLayout, marks: RowMarks): void {
		this.#resize(end - first, layout);
		for (let row = first; row < end; row += 1) {
			const drawn = this.#rows[row % this.#rows.length] as DrawnRow;
			const top = row * ROW_HEIGHT + offset;
			if (drawn.row !== row) {
				drawn.element.setAttribute("aria-rowindex", String(row + 2));
				if (drawn.row === -1) drawn.element.hidden = drawn.number.hidden = false;
				drawn.row = row;
			}
			if (drawn.top !== top) {
				drawn.element.style.transform = drawn.number.style.transform = `translateY(${top}px)`;
				drawn.top = top;
			}
			this.#drawCells(drawn, marks);
		}
		for (const drawn of this.#rows) if (drawn.row < first || drawn.row >= end) hide(drawn);
	}

	#drawCells(drawn: DrawnRow, { active, marked, isPicked }: RowMarks): void {
		const { row } = drawn;
		const page = this.source.page(row);
		const index = row % this.source.pageRows;
		const rowNumber = page?.rowNumbers?.[index] ?? row;
		const picked = isPicked(rowNumber);
		const number = page === undefined ? "" : (rowNumber + 1).toLocaleString("en-US");
		if (drawn.number.textContent !== number) drawn.number.textContent = number;
		const look = picked ? "grid-row picked" : "grid-row";
		if (drawn.look !== look) {
			drawn.element.className = look;
			drawn.number.className = picked ? "grid-number picked" : "grid-number";
			drawn.element.setAttribute("aria-selected", String(picked));
			drawn.look = look;
		}
		const isRowMarked = row >= marked.rows[0] && row < marked.rows[1];
		for (const cell of drawn.cells) {
			const { column } = cell;
			if (column === -1) continue;
			const values = page?.columns.get(column);
			const variable = this.variables[column] as VariableInfo;
			const shown = values === undefined ? "" : cellText(variable, values, index);
			if (cell.shown !== shown) {
				cell.text.data = shown;
				cell.shown = shown;
			}
			const isActive = row === active.row && column === active.column;
			const isMarked = isRowMarked && column >= marked.columns[0] && column < marked.columns[1];
			if (isActive) cell.element.id = this.idOf(active);
			const missing = values !== undefined && isMissing(values, index);
			const look = lookOf(variable, values === undefined, missing, isActive, isMarked);
			if (cell.look === look) continue;
			cell.element.className = look;
			cell.look = look;
			if (!isActive) cell.element.removeAttribute("id");
		}
	}

	#resize(count: number, layout: ColumnLayout): void {
		if (this.#rows.length >= count) return;
		while (this.#rows.length < count) {
			const element = document.createElement("div");
			element.setAttribute("role", "row");
			const number = document.createElement("div");
			this.body.append(element);
			this.gutter.append(number);
			const drawn: DrawnRow = { element, number, cells: [], row: -1, top: Number.NaN, look: "" };
			this.#rows.push(drawn);
			this.#placeCells(drawn, layout, true);
		}
		// Every row lies in another element now.
		for (const drawn of this.#rows) drawn.row = -1;
	}

	#placeCells({ element: row, cells }: DrawnRow, layout: ColumnLayout, relaid: boolean): void {
		for (const [slot, column] of this.#slots.entries()) {
			let cell = cells[slot];
			if (cell === undefined) {
				const element = document.createElement("div");
				element.setAttribute("role", "gridcell");
				const text = document.createTextNode("");
				element.append(text);
				row.append(element);
				cell = { element, text, shown: "", look: "", column: -2 };
				cells.push(cell);
			}
			if (cell.column === column && !relaid) continue;
			cell.column = column;
			cell.element.hidden = column === -1;
			if (column === -1) continue;
			cell.element.setAttribute("aria-colindex", String(column + 1));
			cell.element.style.left = `${layout.left(column)}px`;
			cell.element.style.width = `${layout.widths[column]}px`;
		}
	}
}

function hide(drawn: DrawnRow): void {
	if (drawn.row === -1 && drawn.top === -1000) return;
	drawn.row = -1;
	drawn.top = -1000;
	drawn.element.hidden = drawn.number.hidden = true;
}

function lookOf(
	{ kind }: VariableInfo,
	isWaiting: boolean,
	isMissing: boolean,
	isActive: boolean,
	isMarked: boolean,
): string {
	let look = kind === "continuous" || kind === "time" ? "grid-cell figure" : "grid-cell";
	if (isWaiting) look += " waiting";
	if (isMissing) look += " missing";
	if (isMarked) look += " marked";
	if (isActive) look += " active";
	return look;
}
