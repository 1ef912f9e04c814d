import { type Column, type TimeVariable, textValues } from "@allye/orange-table";

/** How the values of a file are written; missing numbers, categories and texts are "". */
export interface CellFormat {
	readonly missingTime: string;
	number(value: number, decimals: number): string;
	time(variable: TimeVariable, seconds: number): string;
}

/** The texts of a column, row by row. */
export function* cellTexts(column: Column, format: CellFormat): Generator<string> {
	if ("chunks" in column) {
		yield* textValues(column);
		return;
	}
	if ("codes" in column) {
		const { values } = column.variable;
		for (const code of column.codes) yield values[code] ?? "";
		return;
	}
	const { variable, values } = column;
	for (const value of values) {
		const missing = Number.isNaN(value);
		if (variable.kind === "time") yield missing ? format.missingTime : format.time(variable, value);
		else yield missing ? "" : format.number(value, variable.numberOfDecimals);
	}
}
