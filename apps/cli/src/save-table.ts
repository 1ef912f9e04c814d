import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { AllyeError } from "@allye/receiver";
import type { Command } from "commander";
import type { CommandContext, CommonOptions } from "./command-context";
import { type LoadedTable, type LoadPart, type LoadTableOptions, loadTable } from "./load-table";
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

/** Loads a table, or the part of it that `load` says, and writes it to a file; says so. */
export async function saveTable(
	name: string,
	options: SaveOptions,
	context: CommandContext,
	load?: LoadPart,
): Promise<void> {
	const { terminal, signal } = context;
	const { output, json, force } = options;
	if (!force) await refuseToOverwrite(output);
	await using file = await OutputFile.create(output);
	const write = async ({ table }: LoadedTable) => {
		using progress = terminal.progress(`Writing ${output}`);
		await file.write(table, { signal, onProgress: progress.update });
	};
	const loaded = await loadTable(name, options, context, load ? { load } : { store: write });
	if (load) await write(loaded);
	const { table, warnings } = loaded;
	const { rowCount, columns } = table;
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
