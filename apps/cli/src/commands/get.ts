import type { Command } from "commander";
import { type CommandContext, tableCommand } from "../command-context";
import { loadTable } from "../load-table";
import { columnNames, rowRange } from "../parse-option";
import { checkOutput, type SaveOptions, saveTable } from "../save-table";
import { csvText } from "../table-files/csv-text";

export function getCommand(context: CommandContext): Command {
	const command = tableCommand("get", "Load a table and write it to a file.")
		.argument("<name>", "the table's name")
		.requiredOption("-o, --output <file>", "a .csv, .tab (Orange's own) or .arrow file; - prints CSV")
		.option("--columns <a,b>", "only these columns", columnNames)
		.option("--rows <start:end>", "only these rows, from 0, without END", rowRange)
		.option("--producer <name>", "the latest that this producer sent")
		.option("--force", "overwrite the file")
		.option("--even-if-expired", "load a table whose time to live has passed")
		.option("--yes", "load a table over the limits without asking")
		.action(async (name: string, options: SaveOptions) => {
			const { output, json } = options;
			if (output === "-" && json)
				command.error("error: --json cannot go with -o -: both write to standard output");
			if (output === "-") return print(name, options, context);
			checkOutput(command, output);
			await saveTable(name, options, context);
		});
	return command;
}

async function print(name: string, options: SaveOptions, context: CommandContext): Promise<void> {
	const { terminal, signal } = context;
	await loadTable(name, options, context, {
		async store({ table }) {
			for (const { text } of csvText(table)) {
				signal.throwIfAborted();
				await terminal.print(text);
			}
		},
	});
}
