import { basename, extname } from "node:path";
import { createTransmitter, getDataframeLine, type SendOptions } from "@allye/transmitter";
import { type Command, Option } from "commander";
import { type CommandContext, type CommonOptions, tableCommand } from "../command-context";
import { transportName } from "../entry-state";
import { jsonObject, positiveNumber } from "../parse-option";
import { readTableFile } from "../table-files/read-table-file";
import { countOf, size } from "../terminal/amounts";

interface SendCommandOptions extends CommonOptions {
	name?: string;
	transport: "auto" | "file" | "shm";
	ttl?: number;
	metadata?: SendOptions["metadata"];
	producer?: string;
	encoding?: string;
}

export function sendCommand({ terminal, signal }: CommandContext): Command {
	return tableCommand("send", "Send a table from a file.")
		.argument("<file>", "a .arrow, .csv, .tab or .tsv file")
		.option("--name <name>", "the table's name (default: the file's, without its extension)")
		.addOption(
			new Option("--transport <which>", "a file lasts; shared memory lasts until the next restart")
				.choices(["auto", "file", "shm"])
				.default("auto"),
		)
		.option("--ttl <seconds>", "how long it is to be kept (default: for ever)", positiveNumber)
		.option("--metadata <json>", "an object to send along", jsonObject)
		.option("--producer <name>", "the sender's name (default: allye)")
		.option("--encoding <label>", "of a .csv or .tab file, for example shift_jis (default: utf-8)")
		.action(async (file: string, options: SendCommandOptions) => {
			const { json, secretDir, producer = "allye", transport, ttl, metadata, encoding } = options;
			const transmitter = createTransmitter({ secretDir, producer });
			using reading = terminal.progress(`Reading ${file}`);
			const { table, warnings } = await readTableFile(file, { encoding, signal, onProgress: reading.update });
			reading[Symbol.dispose]();

			const tableName = options.name ?? basename(file, extname(file));
			using sending = terminal.progress(`Sending ${tableName}`);
			const sent = await transmitter.send(table, {
				tableName,
				transport,
				ttlSeconds: ttl,
				metadata,
				signal,
				onProgress: sending.update,
			});
			sending[Symbol.dispose]();

			const { id, event } = sent;
			const allWarnings = [...warnings, ...sent.warnings];
			if (json) return terminal.printJson({ tableName: sent.tableName, id, event, warnings: allWarnings });
			for (const warning of allWarnings) terminal.note(`allye: ${warning}`);
			const shape = `${countOf(table.rowCount, "row")} × ${countOf(table.columns.length, "column")}`;
			const way = event.payload
				? `, ${transportName(event.payload.transport)}, ${size(event.payload.data_size)}`
				: "";
			await terminal.print(`Sent ${sent.tableName}: ${shape}${way}. In Python:\n`);
			await terminal.print(`\n  ${getDataframeLine(sent.tableName, producer, transmitter.secretDir)}`);
		});
}
