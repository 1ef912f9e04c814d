import type { TableWindow, VariableInfo } from "../../contract";
import { exactCellText } from "./cell-text";

/** Tab-separated values, as spreadsheets paste them: a text with a tab, a line break or a quote is quoted. */
export function rowsAsText(
	window: TableWindow,
	rowCount: number,
	variables: readonly VariableInfo[],
	header: boolean,
): string {
	const lines = header
		? [window.columns.map(({ position }) => quoted(variables[position]?.name ?? "")).join("\t")]
		: [];
	for (let row = 0; row < rowCount; row += 1)
		lines.push(
			window.columns
				.map((column) => quoted(exactCellText(variables[column.position] as VariableInfo, column, row)))
				.join("\t"),
		);
	return lines.join("\n");
}

const quoted = (text: string) => (/["\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
