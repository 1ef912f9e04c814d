import { fidelity, findVariable, roleOf } from "@allye/orange-table";
import { createReceiver, type IncomingTable, type ManifestEvent } from "@allye/receiver";
import type { Command } from "commander";
import { type CommandContext, type CommonOptions, tableCommand } from "../command-context";
import { isExpired, readyState, transportName } from "../entry-state";
import { printRows, tableJson } from "../table-view";
import { age } from "../terminal/age";
import { countOf, size } from "../terminal/amounts";
import { jsonText } from "../terminal/json-text";
import { printable } from "../terminal/printable";
import type { Terminal } from "../terminal/terminal";

/** Kinds are found from this many rows: whatever the table's size, this takes a moment. */
const ROWS_READ = 1000;
const ROWS_SHOWN = 5;

interface ShowOptions extends CommonOptions {
	producer?: string;
}

export function showCommand({ terminal, signal }: CommandContext): Command {
	return tableCommand("show", "Show what a table is: who sent it, its columns, what is lost, its first rows.")
		.argument("<name>", "the table's name")
		.option("--producer <name>", "the latest that this producer sent")
		.action(async (name: string, { json, secretDir, producer }: ShowOptions) => {
			await using receiver = createReceiver({ secretDir, unlinkSharedMemory: false });
			await using incoming = await receiver.open(name, { producer, evenIfExpired: true });
			const head = await incoming.head(ROWS_READ, { signal });
			const { event, rowCount, warnings } = incoming;
			const columns = fidelity(incoming.schema).map((column) => ({
				...column,
				kind: findVariable(head.domain, column.name)?.kind ?? null,
				role: roleOf(head.domain, column.name),
				reason: incoming.reasons.get(column.name) ?? null,
			}));
			if (json) {
				const first = tableJson(head, ROWS_SHOWN);
				return terminal.printJson({
					event,
					expired: isExpired(event),
					rowCount,
					rowsRead: head.rowCount,
					columns,
					head: first,
					warnings,
				});
			}
			await terminal.print(eventText(terminal, incoming));
			await terminal.print(`\nColumns, as the first ${countOf(head.rowCount, "row")} have them:\n`);
			const titles = ["NAME", "KIND", "ROLE", "BECAUSE", "ARROW", "PANDAS", "LOST ON THE WAY TO ORANGE"];
			await terminal.printTable(
				titles.map((title) => ({ title })),
				columns.map(({ name, kind, role, reason, arrow, pandas, loses }) =>
					[name, kind, role, reason, arrow, pandas, loses].map((each) => each ?? "–"),
				),
			);
			await terminal.print(`\nFirst rows:\n`);
			await printRows(terminal, head, ROWS_SHOWN);
		});
}

function eventText(terminal: Terminal, { event, rowCount, schema, warnings }: IncomingTable): string {
	const { payload } = event;
	const facts: [string, string][] = [
		["state", readyState(event)],
		["shape", `${countOf(rowCount, "row")} × ${countOf(schema.fields.length, "column")}`],
		["producer", event.producer],
		["sent", `${age(event.created_at)} (${event.created_at})`],
		["expires", expiryText(event)],
		["transport", `${transportName(payload?.transport ?? "")}, ${size(payload?.data_size ?? 0)}`],
		["locator", payload?.locator ?? ""],
		["id", event.id],
		["metadata", jsonText(event.metadata)],
		...warnings.map((warning): [string, string] => ["warning", warning]),
	];
	const lines = facts.map(([name, value]) => `  ${name.padEnd(10)} ${printable(value)}`);
	return [terminal.bold(printable(event.table_name)), ...lines].join("\n");
}

function expiryText({ payload }: ManifestEvent): string {
	return payload?.expires_at ? `${age(payload.expires_at)} (${payload.expires_at})` : "never";
}
