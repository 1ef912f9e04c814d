import { type OrangeTable, type RowValue, type Variable, variablesOf } from "@allye/orange-table";
import { isoTime } from "./table-files/time-text";
import type { Terminal } from "./terminal/terminal";

/** Rows of a table for programs: numbers, category text, times as ISO 8601, missing null. */
export function tableJson(table: OrangeTable, rowCount = table.rowCount) {
	const variables = variablesOf(table.domain);
	return {
		domain: table.domain,
		columns: variables.map(({ name }) => name),
		rows: [...table.rows(0, rowCount)].map((row) => row.map((value, i) => timesAsIso(variables[i]!, value))),
	};
}

/** Prints rows under the names of their columns; "?" is missing. */
export async function printRows(
	terminal: Terminal,
	table: OrangeTable,
	rowCount = table.rowCount,
): Promise<void> {
	const variables = variablesOf(table.domain);
	const layout = variables.map(({ name, kind }) => ({
		title: name,
		align: kind === "continuous" ? ("right" as const) : ("left" as const),
	}));
	const rows = [...table.rows(0, rowCount)].map((row) =>
		row.map((value, i) => cellText(variables[i]!, value)),
	);
	await terminal.printTable(layout, rows);
}

function timesAsIso(variable: Variable, value: RowValue): RowValue {
	return variable.kind === "time" && typeof value === "number" ? isoTime(variable, value) : value;
}

function cellText(variable: Variable, value: RowValue): string {
	if (value === null) return "?";
	if (typeof value === "string") return value;
	return variable.kind === "time" ? isoTime(variable, value) : shortNumber(value);
}

/** Whole, or with seven digits where it is longer than a glance takes in. */
function shortNumber(value: number): string {
	const text = String(value);
	return text.length <= 12 || Number.isInteger(value) ? text : String(Number(value.toPrecision(7)));
}
