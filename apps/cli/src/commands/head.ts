import type { Command } from "commander";
import { type CommandContext, type CommonOptions, tableCommand } from "../command-context";
import { type LoadPart, type LoadTableOptions, loadTable } from "../load-table";
import { columnNames, wholeNumber } from "../parse-option";
import { printRows, tableJson } from "../table-view";
import { countOf } from "../terminal/amounts";

interface HeadOptions extends CommonOptions, Omit<LoadTableOptions, "rows"> {
	rows: number;
}

export function headCommand(context: CommandContext): Command {
	const { terminal } = context;
	return tableCommand("head", "Print the first rows of a table.")
		.argument("<name>", "the table's name")
		.option("-n, --rows <count>", "how many rows", wholeNumber, 10)
		.option("--columns <a,b>", "only these columns", columnNames)
		.option("--producer <name>", "the latest that this producer sent")
		.option("--even-if-expired", "read a table whose time to live has passed")
		.option("--yes", "load rows over the limits without asking")
		.action(async (name: string, { rows: n, json, ...options }: HeadOptions) => {
			const load: LoadPart = (incoming, { rows: _, ...part }) => incoming.head(n, part);
			const { table, rowCount } = await loadTable(name, options, context, { load });
			if (json) return terminal.printJson(tableJson(table));
			await printRows(terminal, table);
			if (table.rowCount < rowCount) await terminal.print(`… of ${countOf(rowCount, "row")}`);
		});
}
