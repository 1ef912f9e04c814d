import type { TableEntry } from "@allye/receiver";
import { secretDirArgument } from "@allye/transmitter";
import { entryState, transportName } from "./entry-state";
import { age } from "./terminal/age";
import { count, size } from "./terminal/amounts";
import type { Terminal } from "./terminal/terminal";

const LAYOUT = [
	{ title: "NAME" },
	{ title: "STATE" },
	{ title: "SHAPE", align: "right" },
	{ title: "SIZE", align: "right" },
	{ title: "TRANSPORT" },
	{ title: "PRODUCER" },
	{ title: "SENT" },
] as const;

/** Prints what there is; where there is nothing, how to send it. */
export async function printList(
	terminal: Terminal,
	entries: readonly TableEntry[],
	secretDir: string,
): Promise<void> {
	if (entries.length > 0) return terminal.printTable(LAYOUT, entries.map(listRow));
	await terminal.print(
		[
			`Nothing has been sent yet to ${secretDir}. In Python:`,
			"",
			"  from allye_data_connector import send_dataframe",
			`  send_dataframe(df, "my_table"${secretDirArgument(secretDir)})`,
			"",
		].join("\n"),
	);
}

function listRow(entry: TableEntry): string[] {
	const event = entry.ready ?? entry.pending ?? entry.latestError;
	const payload = entry.ready?.payload;
	return [
		entry.tableName,
		entryState(entry),
		payload ? payload.shape.map(count).join(" × ") : "",
		payload ? size(payload.data_size) : "",
		payload ? transportName(payload.transport) : "",
		event?.producer ?? "",
		event ? age(event.created_at) : "",
	];
}
