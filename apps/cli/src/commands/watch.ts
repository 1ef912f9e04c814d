import { createReceiver } from "@allye/receiver";
import type { Command } from "commander";
import { type CommandContext, type CommonOptions, tableCommand } from "../command-context";
import { printList } from "../print-list";

interface WatchOptions extends CommonOptions {
	producer?: string;
}

export function watchCommand({ terminal, signal }: CommandContext): Command {
	return tableCommand("watch", "Print the list now and again after each change, until Ctrl-C.")
		.option("--producer <name>", "only what this producer sent, for example python")
		.action(async ({ json, secretDir, producer }: WatchOptions) => {
			await using receiver = createReceiver({ secretDir, producer });
			for await (const entries of receiver.watch({ signal })) {
				if (json) await terminal.printJson(entries);
				else {
					await terminal.print(
						`\n${terminal.bold(new Date().toLocaleTimeString("en-GB"))}  ${receiver.secretDir}`,
					);
					await printList(terminal, entries, receiver.secretDir);
				}
			}
		});
}
