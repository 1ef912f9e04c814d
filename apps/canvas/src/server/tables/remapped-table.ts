import {
	type DescribedDomain,
	decodeDomain,
	inRoles,
	OrangeTable,
	roleOf,
	variablesOf,
} from "@allye/orange-table";
import type { IncomingTable } from "@allye/receiver";
import { type ColumnChoices, loadColumns } from "./load-columns";

type Schema = IncomingTable["schema"];

export interface Remapping {
	readonly table: OrangeTable;
	readonly schema: Schema;
	/** What `table` was mapped by. */
	readonly before: ColumnChoices;
	/** Names of the columns that were to be loaded, and now are; null: all. */
	readonly columns: readonly string[] | null;
	/** What it shall be mapped by. */
	readonly choices: ColumnChoices;
}

/**
 * A loaded table in other roles, and without columns that are ignored now: as loading it anew would make it, of the columns that are there. Null where that
 * takes the payload: for other kinds, and for columns that were ignored.
 */
export function remappedTable({ table, schema, before, columns, choices }: Remapping): OrangeTable | null {
	const wanted = loadColumns({ schema }, columns, choices);
	const names = wanted.columns ?? schema.fields.map(({ name }) => name);
	const there = new Map(table.columns.map((column) => [column.variable.name, column]));
	if (names.some((name) => !there.has(name) || before[name]?.kind !== choices[name]?.kind)) return null;
	const described = decodeDomain(schema);
	const placed = inRoles(
		domainOrder(schema, described, names).map((name) => there.get(name)!),
		(name) => wanted.overrides?.[name]?.role ?? (described && roleOf(described, name)),
	);
	return new OrangeTable(placed.domain, placed.columns, table.rowCount);
}

/** Names of columns in the order that they have within their roles: the sender's Domain's, where it described one, else the payload's. */
export function domainOrder(
	schema: Schema,
	described: DescribedDomain | null,
	names: Iterable<string>,
): string[] {
	const wanted = new Set(names);
	const inOrder = schema.fields.map(({ name }) => name).filter((name) => wanted.has(name));
	if (described === null) return inOrder;
	const order = new Map(variablesOf(described).map(({ name }, position) => [name, position]));
	// Columns that the sender's Domain does not name come last, in the payload's order.
	const at = (name: string) => order.get(name) ?? order.size;
	return inOrder.sort((a, b) => at(a) - at(b));
}
