import { type Column, type LazyOrangeTable, type OrangeTable, textValues } from "@allye/orange-table";
import type { TableWindow, WindowColumn } from "../../contract";
import { refuse } from "../refuse";

/** Cells of one window: a few hundred milliseconds of text at most. */
const MAX_CELLS = 200_000;
const MAX_TEXT = 200;

export interface WindowRequest {
	readonly start: number;
	readonly end: number;
	/** Positions. */
	readonly columns: readonly number[];
	/** Row numbers in the order of a view. */
	readonly view?: Uint32Array;
	readonly signal?: AbortSignal;
}

/** Rows and columns of a table, for showing. @throws INVALID_ARGUMENT for columns that it has not, and for too many cells; what reading throws */
export async function tableWindow(
	table: OrangeTable | LazyOrangeTable,
	{ start, end, columns, view, signal }: WindowRequest,
): Promise<TableWindow> {
	const last = Math.min(end, view?.length ?? table.rowCount);
	const first = Math.min(start, last);
	if ((last - first) * columns.length > MAX_CELLS)
		throw refuse(`A window has at most ${MAX_CELLS} cells. Ask for fewer rows or columns.`);
	const rowNumbers = view === undefined ? null : Float64Array.from(view.subarray(first, last));
	const { domain } = table;
	const variables = [...domain.attributes, ...domain.classVars, ...domain.metas];
	const names = columns.map((position) => {
		const variable = variables[position];
		if (variable === undefined) throw refuse(`There is no column ${position}.`);
		return variable.name;
	});
	if ("columns" in table) {
		const found = columns.map((position) => table.columns[position]!);
		const window = found.map((column, i) =>
			rowNumbers === null
				? sliced(columns[i]!, column, first, last)
				: taken(columns[i]!, column, view!.subarray(first, last)),
		);
		return { start: first, rowNumbers, columns: window };
	}
	if (view !== undefined) throw refuse("A table whose columns stay on disk has no views.");
	const part = await table.window({ rows: { start: first, end: last }, columns: names, signal });
	const window = columns.map((position, i) => sliced(position, part.column(names[i]!), 0, last - first));
	return { start: first, rowNumbers: null, columns: window };
}

function sliced(position: number, column: Column, start: number, end: number): WindowColumn {
	if ("chunks" in column)
		return { position, as: "text", texts: Array.from(textValues(column, start, end), shortened) };
	if ("codes" in column) return { position, as: "code", codes: column.codes.slice(start, end) };
	return { position, as: "number", values: column.values.slice(start, end) };
}

function taken(position: number, column: Column, rows: Uint32Array): WindowColumn {
	if ("chunks" in column) {
		const texts = Array.from(rows, (row) => {
			const [text = ""] = textValues(column, row, row + 1);
			return shortened(text);
		});
		return { position, as: "text", texts };
	}
	if ("codes" in column)
		return { position, as: "code", codes: Int32Array.from(rows, (row) => column.codes[row]!) };
	return { position, as: "number", values: Float64Array.from(rows, (row) => column.values[row]!) };
}

/** At most 200 characters, never half of one. */
function shortened(text: string): string {
	if (text.length <= MAX_TEXT) return text;
	const code = text.charCodeAt(MAX_TEXT - 1);
	return `${text.slice(0, code >= 0xd800 && code < 0xdc00 ? MAX_TEXT - 1 : MAX_TEXT)}…`;
}

/** "0-9,12" as positions. @throws INVALID_ARGUMENT */
export function parsePositions(text: string): number[] {
	const positions = text.split(",").flatMap((part) => {
		const match = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part);
		if (match === null) throw refuse(`Columns ${JSON.stringify(text)} are not understood. Write "0-9,12".`);
		const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
		return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
	});
	return positions;
}
