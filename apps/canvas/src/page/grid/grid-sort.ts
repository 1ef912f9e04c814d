import type { SortKey } from "../../contract";

/** After a click on a column's name: up, then down, then as the table is. With `added`, the columns sorted by before stay the first keys. */
export function sortAfterClick(sort: readonly SortKey[], column: string, added: boolean): SortKey[] {
	const before = sort.find((key) => key.column === column);
	const others = added ? sort.filter((key) => key.column !== column) : [];
	if (before === undefined) return [...others, { column, descending: false }];
	return before.descending ? [...others] : [...others, { column, descending: true }];
}
