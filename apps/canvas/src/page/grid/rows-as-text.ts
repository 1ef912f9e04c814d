import type { TableWindow, VariableInfo } from "../../contract";
import { exactCellText } from "./cell-text";

/** Tab-separated values, as spreadsheets paste them: a text with a tab, a line break or a quote is quoted. */
export function rowsAsText(
	window: TableWindow,
	rowCount: number,
	variables: readonly VariableInfo[],
): string {
	const lines = Array.from({ length: rowCount }, (_, row) =>
		window.columns
			.map((column) => quoted(exactCellText(variables[column.position] as VariableInfo, column, row)))
			.join("\t"),
	);
	return lines.join("\n");
}

const quoted = (text: string) => (/["\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
