import { invalidArgument, quote } from "./invalid-argument";
import type { Variable } from "./variable";

/** Which variables a Table has, in which roles, in which order. Names are unique across the three lists. Orange's Domain. */
export interface Domain {
	readonly attributes: readonly Variable[];
	readonly classVars: readonly Variable[];
	readonly metas: readonly Variable[];
}

/** What a variable is for: Orange's Role. */
export type Role = "attribute" | "class" | "meta";

/**
 * A Domain of these variables.
 *
 * @throws INVALID_ARGUMENT where a name is used twice, or a StringVariable is not among the metas, as in Orange
 */
export function createDomain(roles: Partial<Domain>): Domain {
	const { attributes = [], classVars = [], metas = [] } = roles;
	const domain = { attributes: [...attributes], classVars: [...classVars], metas: [...metas] };
	checkDomain(domain);
	return domain;
}

/** @throws INVALID_ARGUMENT as {@link createDomain} */
export function checkDomain(domain: Domain): void {
	const names = new Set<string>();
	for (const { name } of variablesOf(domain)) {
		if (names.has(name))
			throw invalidArgument(`Two variables are called ${quote(name)}. Rename one of them.`);
		names.add(name);
	}
	for (const { kind, name } of [...domain.attributes, ...domain.classVars])
		if (kind === "string")
			throw invalidArgument(`${quote(name)} is a StringVariable, which can only be a meta. Put it in metas.`);
}

/** Lists in the three roles, of variables or of what is known of them: a Domain, or a DescribedDomain. */
export interface InRoles<V> {
	readonly attributes: readonly V[];
	readonly classVars: readonly V[];
	readonly metas: readonly V[];
}

/** All variables: attributes, class variables, metas. The order of a Table's columns, and of the frame that Python gets. */
export function variablesOf<V>(domain: InRoles<V>): V[] {
	return [...domain.attributes, ...domain.classVars, ...domain.metas];
}

/** The variable of that name, or null. */
export function findVariable(domain: Domain, name: string): Variable | null {
	return variablesOf(domain).find((variable) => variable.name === name) ?? null;
}

/** The role of the variable of that name, or null. */
export function roleOf(domain: InRoles<{ readonly name: string }>, name: string): Role | null {
	const isNamed = (variable: { readonly name: string }) => variable.name === name;
	if (domain.attributes.some(isNamed)) return "attribute";
	if (domain.classVars.some(isNamed)) return "class";
	return domain.metas.some(isNamed) ? "meta" : null;
}
