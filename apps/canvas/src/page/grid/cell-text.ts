import type { VariableInfo, WindowColumn } from "../../contract";
import { timeValue } from "../format/time-value";
import { MISSING, variableValue } from "../format/variable-value";

/** The text of a cell as it is shown. */
export function cellText(variable: VariableInfo, column: WindowColumn, index: number): string {
	if (column.as === "text") return column.texts[index] || MISSING;
	return variableValue(variable, (column.as === "code" ? column.codes : column.values)[index] as number);
}

export function isMissing(column: WindowColumn, index: number): boolean {
	if (column.as === "text") return !column.texts[index];
	return column.as === "code" ? column.codes[index] === -1 : Number.isNaN(column.values[index]);
}

/** The text of a cell as it is copied: every digit of a number, nothing for a missing value. */
export function exactCellText(variable: VariableInfo, column: WindowColumn, index: number): string {
	if (column.as === "text") return column.texts[index] ?? "";
	if (column.as === "code") return variable.values?.[column.codes[index] as number] ?? "";
	const value = column.values[index] as number;
	if (Number.isNaN(value)) return "";
	return variable.kind === "time" ? timeValue(variable, value) : String(value);
}
