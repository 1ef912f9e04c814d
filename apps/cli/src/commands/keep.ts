import { createReceiver } from "@allye/receiver";
import type { Command } from "commander";
import { type CommandContext, type CommonOptions, tableCommand } from "../command-context";

interface KeepCommandOptions extends CommonOptions {
	producer?: string;
}

export function keepCommand({ terminal, signal }: CommandContext): Command {
	return tableCommand(
		"keep",
		"Copy a table out of shared memory into a file, so that it outlives its sender.",
	)
		.argument("<name>", "the table's name")
		.option("--producer <name>", "the latest that this producer sent")
		.action(async (name: string, { json, secretDir, producer }: KeepCommandOptions) => {
			await using receiver = createReceiver({ secretDir, unlinkSharedMemory: false });
			using progress = terminal.progress(`Keeping ${name}`);
			const event = await receiver.keep(name, { producer, signal, onProgress: progress.update });
			progress[Symbol.dispose]();
			const path = event.payload?.locator ?? null;
			if (json) await terminal.printJson({ tableName: event.table_name, path, event });
			else await terminal.print(`${event.table_name} is in ${path}`);
		});
}
