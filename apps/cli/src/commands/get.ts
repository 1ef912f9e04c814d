import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { AllyeError, createReceiver, isAllyeError, type ManifestEvent } from "@allye/receiver";
import type { Command } from "commander";
import { type CommandContext, type CommonOptions, tableCommand } from "../command-context";
import { columnNames, rowRange } from "../parse-option";
import { csvText } from "../table-files/csv-text";
import { FILE_FORMATS, fileFormatOf, OutputFile } from "../table-files/write-table-file";
import { countOf } from "../terminal/amounts";

interface GetOptions extends CommonOptions {
	output: string;
	columns?: string[];
	rows?: { start: number; end: number };
	producer?: string;
	force?: boolean;
	evenIfExpired?: boolean;
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
	const { table, event } = await load(name, options, context);
	for (const { text } of csvText(table)) {
		signal.throwIfAborted();
		await terminal.print(text);
	}
	await finish(event, options, context);
}

async function save(name: string, options: GetOptions, context: CommandContext): Promise<void> {
	const { terminal, signal } = context;
	const { output, json, force } = options;
	if (!force) await refuseToOverwrite(output);
	await using file = await OutputFile.create(output);
	const { table, event, warnings } = await load(name, options, context);
	const { rowCount, columns } = table;
	{
		using progress = terminal.progress(`Writing ${output}`);
		await file.write(table, { signal, onProgress: progress.update });
	}
	await finish(event, options, context);
	if (json) {
		const path = resolve(output);
		return terminal.printJson({ tableName: name, path, rows: rowCount, columns: columns.length, warnings });
	}
	await terminal.print(`Wrote ${output}: ${countOf(rowCount, "row")} × ${countOf(columns.length, "column")}`);
}

async function load(name: string, options: GetOptions, { terminal, signal }: CommandContext) {
	const { secretDir, producer, evenIfExpired, columns, rows } = options;
	await using receiver = createReceiver({ secretDir, unlinkSharedMemory: false });
	await using incoming = await receiver.open(name, { producer, evenIfExpired });
	const { event, warnings } = incoming;
	using progress = terminal.progress(`Loading ${name}`);
	const table = await incoming.load({ columns, rows, signal, onProgress: progress.update });
	progress[Symbol.dispose]();
	for (const warning of warnings) terminal.note(`allye: ${warning}`);
	return { table, event, warnings };
}

/**
 * Removes shared memory where its sender asked for that. A completed load does; so the table is loaded once more, now that it is
 * written and nothing can be lost.
 */
async function finish(
	event: ManifestEvent,
	{ secretDir, columns, rows }: GetOptions,
	{ signal }: CommandContext,
): Promise<void> {
	if (columns || rows || event.payload?.transport !== "shm_arrow_stream_v1") return;
	if (event.metadata.shm_unlink_on_read !== true) return;
	await using receiver = createReceiver({ secretDir });
	try {
		await using incoming = await receiver.open(event, { evenIfExpired: true });
		await incoming.load({ signal });
	} catch (error) {
		// Its sender ended meanwhile.
		if (!isAllyeError(error, "SHM_GONE")) throw error;
	}
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
