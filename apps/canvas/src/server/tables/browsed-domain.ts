import {
	type Domain,
	decodeDomain,
	inRoles,
	type Role,
	roleOf,
	type Variable,
	variablesOf,
} from "@allye/orange-table";
import type { IncomingTable, LoadOptions } from "@allye/receiver";
import { domainOrder } from "./remapped-table";

/**
 * The Domain of a table that stays on disk: what its first rows say, but columns whose kind or role the user chose as {@link IncomingTable.load} would make
 * them. Those of another kind are read once for it, each by itself, so that no value of a later row is lost.
 *
 * @throws as `incoming.load`
 */
export async function browsedDomain(
	incoming: IncomingTable,
	{ columns, overrides = {}, allowLarge, signal }: LoadOptions,
): Promise<Domain> {
	const found = await incoming.domain({ columns, signal });
	const placed = new Map<string, { variable: Variable; role: Role }>();
	for (const variable of variablesOf(found)) {
		const { name } = variable;
		const { kind, role } = overrides[name] ?? {};
		if (kind !== undefined) {
			const { domain } = await incoming.load({ columns: [name], overrides, allowLarge, signal });
			placed.set(name, { variable: variablesOf(domain)[0]!, role: roleOf(domain, name)! });
		} else placed.set(name, { variable, role: role ?? roleOf(found, name)! });
	}
	const order = domainOrder(incoming.schema, decodeDomain(incoming.schema), placed.keys());
	const variables = order.map((name) => placed.get(name)!);
	return inRoles(variables, (name) => placed.get(name)!.role).domain;
}
