import { randomUUID } from "node:crypto";
import type { RowView } from "../../contract";
import { refuse } from "../refuse";
import type { HeldTable } from "../tables/held-table";
import { filterRows } from "./filter-rows";
import { sortRows } from "./sort-rows";

/** Views that a table keeps: 4 bytes a row each. */
const KEPT = 6;

/** Row numbers of the rows that the filters let through, in the order of the keys. @throws INVALID_ARGUMENT */
export async function makeView(
	held: HeldTable,
	{ sort, filters }: RowView,
): Promise<{ view: string; rowCount: number }> {
	const table = held.loaded;
	if (table === null)
		throw refuse("A table whose columns stay on disk cannot be sorted or filtered. Load it, or a sample.");
	const rows = await sortRows(table, sort, await filterRows(table, filters));
	const view = randomUUID();
	held.views.set(view, rows);
	for (const oldest of held.views.keys()) if (held.views.size > KEPT) held.views.delete(oldest);
	return { view, rowCount: rows.length };
}

/** The row numbers of a view; undefined where it is not kept any more. */
export function keptView(held: HeldTable, view: string): Uint32Array | undefined {
	const rows = held.views.get(view);
	if (rows === undefined) return undefined;
	held.views.delete(view);
	held.views.set(view, rows);
	return rows;
}
