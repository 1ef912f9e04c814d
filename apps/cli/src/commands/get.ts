import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { AllyeError } from "@allye/receiver";
import type { Command } from "commander";
import { type CommandContext, type CommonOptions, tableCommand } from "../command-context";
import { type LoadTableOptions, loadTable, removeIfAsked } from "../load-table";
import { columnNames, rowRange } from "../parse-option";
import { csvText } from "../table-files/csv-text";
import { FILE_FORMATS, fileFormatOf, OutputFile } from "../table-files/write-table-file";
import { countOf } from "../terminal/amounts";

interface GetOptions extends CommonOptions, LoadTableOptions {
	output: string;
	force?: boolean;
}

export function getCommand(context: CommandContext): Command {
	const command = tableCommand("get", "Load a table and write it to a file.")
		.argument("<name>", "the table's name")
		.requiredOption("-o, --output <file>", "a .csv, .tab (Orange's own) or .arrow file; - prints CSV")
		.option("--columns <a,b>", "only these columns", columnNames)
		.option("--rows <start:end>", "only these rows, from 0, without END", rowRange)
		.option("--producer <name>", "the latest that this producer sent")
		.option("--force", "overwrite the file")
		.option("--even-if-expired", "load a table whose time to live has passed")
		.action(async (name: string, options: GetOptions) => {
			const { output, json } = options;
			if (output === "-" && json)
				command.error("error: --json cannot go with -o -: both write to standard output");
			if (output !== "-" && fileFormatOf(output) === null)
				command.error(`error: '${output}' must end in ${FILE_FORMATS.join(", ")}, or be -`);
			if (output === "-") await print(name, options, context);
			else await save(name, options, context);
		});
	return command;
}

async function print(name: string, options: GetOptions, context: CommandContext): Promise<void> {
	const { terminal, signal } = context;
	const { table, event } = await loadTable(name, options, context);
	for (const { text } of csvText(table)) {
		signal.throwIfAborted();
		await terminal.print(text);
	}
	await removeIfAsked(event, options, context);
}

async function save(name: string, options: GetOptions, context: CommandContext): Promise<void> {
	const { terminal, signal } = context;
	const { output, json, force } = options;
	if (!force) await refuseToOverwrite(output);
	await using file = await OutputFile.create(output);
	const { table, event, warnings } = await loadTable(name, options, context);
	const { rowCount, columns } = table;
	{
		using progress = terminal.progress(`Writing ${output}`);
		await file.write(table, { signal, onProgress: progress.update });
	}
	await removeIfAsked(event, options, context);
	if (json) {
		const path = resolve(output);
		return terminal.printJson({ tableName: name, path, rows: rowCount, columns: columns.length, warnings });
	}
	await terminal.print(`Wrote ${output}: ${countOf(rowCount, "row")} × ${countOf(columns.length, "column")}`);
}

async function refuseToOverwrite(path: string): Promise<void> {
	const exists = await access(path).then(
		() => true,
		() => false,
	);
	if (exists)
		throw new AllyeError(
			"INVALID_ARGUMENT",
			`${path} exists already. Add --force to overwrite it, or name another file.`,
		);
}
