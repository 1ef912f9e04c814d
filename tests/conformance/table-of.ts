import { type ExactFloat, floatOf, type TableSpec } from "@allye/conformance";
import {
	type Column,
	codeColumn,
	numberColumn,
	OrangeTable,
	textColumn,
	type Variable,
} from "@allye/orange-table";

/** The Orange Table that a description describes. */
export function tableOf({ rows, domain, X, Y, metas }: TableSpec): OrangeTable {
	const { attributes, classVars, metas: metaVariables } = domain;
	const values = [...X, ...Y, ...metas];
	const columns = [...attributes, ...classVars, ...metaVariables].map((variable, index) =>
		columnOf(variable, values[index]),
	);
	return new OrangeTable(domain, columns, rows);
}

function columnOf(variable: Variable, values: readonly (ExactFloat | string | null)[]): Column {
	if (variable.kind === "string") return textColumn(variable, values as (string | null)[]);
	const numbers = Float64Array.from(values as ExactFloat[], floatOf);
	if (variable.kind !== "discrete") return numberColumn(variable, numbers);
	return codeColumn(
		variable,
		Int32Array.from(numbers, (code) => (Number.isNaN(code) ? -1 : code)),
	);
}
