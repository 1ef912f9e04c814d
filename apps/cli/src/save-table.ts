import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { AllyeError, type ManifestEvent } from "@allye/receiver";
import type { Command } from "commander";
import type { CommandContext, CommonOptions } from "./command-context";
import { type LoadPart, type LoadTableOptions, loadTable } from "./load-table";
import { FILE_FORMATS, fileFormatOf, OutputFile } from "./table-files/write-table-file";
import { countOf } from "./terminal/amounts";

export interface SaveOptions extends CommonOptions, LoadTableOptions {
	output: string;
	force?: boolean;
}

/** Ends with wrong usage where the path's extension names no format. */
export function checkOutput(command: Command, output: string): void {
	if (fileFormatOf(output) === null)
		command.error(`error: '${output}' must end in ${FILE_FORMATS.join(", ")}, or be -`);
}

/** Loads a table, or part of it, and writes it to a file; says so. */
export async function saveTable(
	name: string,
	options: SaveOptions,
	context: CommandContext,
	load?: LoadPart,
	afterwards?: (event: ManifestEvent) => Promise<void>,
): Promise<void> {
	const { terminal, signal } = context;
	const { output, json, force } = options;
	if (!force) await refuseToOverwrite(output);
	await using file = await OutputFile.create(output);
	const { table, event, warnings } = await loadTable(name, options, context, load);
	const { rowCount, columns } = table;
	{
		using progress = terminal.progress(`Writing ${output}`);
		await file.write(table, { signal, onProgress: progress.update });
	}
	await afterwards?.(event);
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
