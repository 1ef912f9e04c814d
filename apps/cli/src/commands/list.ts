import { createReceiver } from "@allye/receiver";
import type { Command } from "commander";
import { type CommandContext, type CommonOptions, tableCommand } from "../command-context";
import { printList } from "../print-list";

interface ListOptions extends CommonOptions {
	producer?: string;
}

export function listCommand({ terminal }: CommandContext): Command {
	return tableCommand("list", "List the tables that were sent, with their state, shape, size and age.")
		.option("--producer <name>", "only what this producer sent, for example python")
		.action(async ({ json, secretDir, producer }: ListOptions) => {
			await using receiver = createReceiver({ secretDir, producer });
			const entries = await receiver.tables();
			if (json) await terminal.printJson(entries);
			else await printList(terminal, entries, receiver.secretDir);
		});
}
