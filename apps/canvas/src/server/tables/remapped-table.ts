import {
	createDomain,
	type Domain,
	decodeDomain,
	OrangeTable,
	type Role,
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
	const described = decodeDomain(schema) as Domain | null;
	const byRole: Record<Role, (typeof table.columns)[number][]> = { attribute: [], class: [], meta: [] };
	for (const name of domainOrder(schema, names)) {
		const column = there.get(name)!;
		const stated = wanted.overrides?.[name]?.role ?? (described && roleOf(described, name));
		byRole[column.variable.kind === "string" ? "meta" : (stated ?? "attribute")].push(column);
	}
	const variables = (role: Role) => byRole[role].map(({ variable }) => variable);
	const domain = createDomain({
		attributes: variables("attribute"),
		classVars: variables("class"),
		metas: variables("meta"),
	});
	return new OrangeTable(domain, [...byRole.attribute, ...byRole.class, ...byRole.meta], table.rowCount);
}

/** Names of columns in the order that they have within their roles: the sender's Domain's, where there is one, else the payload's. */
export function domainOrder(schema: Schema, names: Iterable<string>): string[] {
	const wanted = new Set(names);
	const inOrder = schema.fields.map(({ name }) => name).filter((name) => wanted.has(name));
	const described = decodeDomain(schema) as Domain | null;
	if (described === null) return inOrder;
	const order = new Map(variablesOf(described).map(({ name }, position) => [name, position]));
	// Columns that the sender's Domain does not name come last, in the payload's order.
	const at = (name: string) => order.get(name) ?? Number.POSITIVE_INFINITY;
	return inOrder.sort((a, b) => (at(a) === at(b) ? 0 : at(a) - at(b)));
}
