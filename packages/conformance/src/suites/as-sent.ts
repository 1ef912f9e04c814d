import { type ExactFloat, exactFloat, floatOf } from "../exact-value";
import { isKept } from "../fidelity";
import type { TableSpec, VariableSpec } from "../table-spec";

/** What a table becomes by being sent: infinite values are missing, numbers without decimals are whole, no columns have no rows. */
export function asSent(table: TableSpec): TableSpec {
	const { domain, X, Y, metas } = table;
	const of = <Values extends TableSpec["metas"]>(variables: VariableSpec[], columns: Values): Values =>
		columns.map((values, index) => sentValues(variables[index]!, values)) as Values;
	return {
		rows: Object.values(domain).flat().length === 0 ? 0 : table.rows,
		domain,
		X: of(domain.attributes, X),
		Y: of(domain.classVars, Y),
		metas: of(domain.metas, metas),
	};
}

function sentValues(variable: VariableSpec, values: TableSpec["metas"][number]): TableSpec["metas"][number] {
	if (variable.kind !== "continuous" && variable.kind !== "time") return values;
	const numbers = (values as ExactFloat[]).map(floatOf);
	const areWhole =
		variable.kind === "continuous" && variable.numberOfDecimals === 0 && numbers.every(Number.isFinite);
	// + 0 makes a zero of -0, which integers do not have.
	const sent = numbers.map((value) =>
		areWhole ? Math.trunc(value) + 0 : Number.isFinite(value) ? value : Number.NaN,
	);
	return sent.map(exactFloat);
}

/** The table with those moments of `got` that differ in what nanoseconds cannot hold only. */
export function closestTo(got: TableSpec, table: TableSpec): TableSpec {
	const of = <Values extends TableSpec["metas"]>(
		variables: VariableSpec[],
		columns: Values,
		others: Values,
	) =>
		columns.map((values, index) =>
			variables[index]!.kind === "time"
				? (values as ExactFloat[]).map((value, row) => closest(value, others[index]?.[row] as ExactFloat))
				: values,
		) as Values;
	const { domain, X, Y, metas } = table;
	return {
		...table,
		X: of(domain.attributes, X, got.X),
		Y: of(domain.classVars, Y, got.Y),
		metas: of(domain.metas, metas, got.metas),
	};
}

const closest = (value: ExactFloat, other: ExactFloat): ExactFloat =>
	isKept(floatOf(value), floatOf(other)) ? other : value;
