import type { Domain, Role } from "./domain";
import type { Variable } from "./variable";

/**
 * Columns, or whatever else has a variable, by their roles: attributes, class variables, metas, each in the order given. A StringVariable is a
 * meta whatever is said of it, and what nothing is said of (null) is an attribute. Names must differ, as a Table checks.
 */
export function inRoles<C extends { readonly variable: Variable }>(
	columns: Iterable<C>,
	roleOf: (name: string) => Role | null,
): { domain: Domain; columns: readonly C[] } {
	const byRole: Record<Role, C[]> = { attribute: [], class: [], meta: [] };
	for (const column of columns) {
		const { kind, name } = column.variable;
		byRole[kind === "string" ? "meta" : (roleOf(name) ?? "attribute")].push(column);
	}
	const { attribute, class: classes, meta } = byRole;
	const variables = (role: Role) => byRole[role].map(({ variable }) => variable);
	return {
		domain: {
			attributes: variables("attribute"),
			classVars: variables("class"),
			metas: variables("meta"),
		},
		columns: [...attribute, ...classes, ...meta],
	};
}
