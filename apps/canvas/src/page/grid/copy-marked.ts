import type { GridProblem } from "./grid-props";
import type { GridView } from "./grid-view";
import { rowsAsText } from "./rows-as-text";

/** Cells that are copied at once. */
const MOST_COPIED = 1_000_000;
/** Cells of a window that the server gives at once. */
const MOST_AT_ONCE = 100_000;

/** Puts the marked cells into the clipboard as tab-separated values, or a column's name; answers what went wrong. */
export async function copyMarked(view: GridView): Promise<GridProblem | null> {
	const { from, to } = view.marked;
	const { variables } = view.source;
	const start = Math.max(0, Math.min(from.row, to.row));
	const end = Math.max(from.row, to.row) + 1;
	const first = Math.min(from.column, to.column);
	const columns = Array.from({ length: Math.abs(from.column - to.column) + 1 }, (_, i) => first + i);
	if ((end - start) * columns.length > MOST_COPIED) return "too-many-to-copy";
	try {
		const name = to.row === -1 ? variables[to.column]?.name : undefined;
		await navigator.clipboard.writeText(name ?? (await markedText(view, start, end, columns)));
		return null;
	} catch (error) {
		return error as Error;
	}
}

async function markedText(
	{ source }: GridView,
	start: number,
	end: number,
	columns: number[],
): Promise<string> {
	const step = Math.max(1, Math.floor(MOST_AT_ONCE / columns.length));
	const parts: string[] = [];
	for (let row = start; row < end; row += step) {
		const until = Math.min(end, row + step);
		const window = await source.fetchWindow(row, until, columns, new AbortController().signal);
		parts.push(rowsAsText(window, until - row, source.variables));
	}
	return parts.join("\n");
}
