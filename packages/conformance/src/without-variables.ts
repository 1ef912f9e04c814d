import type { TableSpec, VariableSpec } from "./table-spec";

/** The table without the columns that `drop` is true of. */
export function withoutVariables(
	table: TableSpec,
	drop: (variable: VariableSpec, values: TableSpec["metas"][number]) => boolean,
): TableSpec {
	const { domain } = table;
	const kept = <Values extends TableSpec["metas"][number]>(variables: VariableSpec[], columns: Values[]) => {
		const at = variables.flatMap((variable, index) => (drop(variable, columns[index]!) ? [] : [index]));
		return [at.map((index) => variables[index]!), at.map((index) => columns[index]!)] as const;
	};
	const [attributes, X] = kept(domain.attributes, table.X);
	const [classVars, Y] = kept(domain.classVars, table.Y);
	const [metaVariables, metas] = kept(domain.metas, table.metas);
	return { rows: table.rows, domain: { attributes, classVars, metas: metaVariables }, X, Y, metas };
}
