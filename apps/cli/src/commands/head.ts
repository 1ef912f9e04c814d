import { createReceiver } from "@allye/receiver";
import type { Command } from "commander";
import { type CommandContext, type CommonOptions, tableCommand } from "../command-context";
import { wholeNumber } from "../parse-option";
import { printRows, tableJson } from "../table-view";
import { countOf } from "../terminal/amounts";

interface HeadOptions extends CommonOptions {
	rows: number;
	producer?: string;
	evenIfExpired?: boolean;
}

export function headCommand({ terminal, signal }: CommandContext): Command {
	return tableCommand("head", "Print the first rows of a table.")
		.argument("<name>", "the table's name")
		.option("-n, --rows <count>", "how many rows", wholeNumber, 10)
		.option("--producer <name>", "the latest that this producer sent")
		.option("--even-if-expired", "read a table whose time to live has passed")
		.action(async (name: string, { json, secretDir, rows, producer, evenIfExpired }: HeadOptions) => {
			await using receiver = createReceiver({ secretDir, unlinkSharedMemory: false });
			await using incoming = await receiver.open(name, { producer, evenIfExpired });
			const table = await incoming.head(rows, { signal });
			if (json) return terminal.printJson(tableJson(table));
			await printRows(terminal, table);
			if (table.rowCount < incoming.rowCount)
				await terminal.print(`… of ${countOf(incoming.rowCount, "row")}`);
		});
}
