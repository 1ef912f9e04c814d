import { fidelity, findVariable, roleOf, TableProfiler } from "@allye/orange-table";
import {
	createReceiver,
	type Estimate,
	type IncomingTable,
	isExpired,
	type ManifestEvent,
} from "@allye/receiver";
import type { Command } from "commander";
import { type CommandContext, type CommonOptions, tableCommand } from "../command-context";
import { readyState, transportName } from "../entry-state";
import { distinctText, missingText, valuesText } from "../profile-text";
import { printRows, tableJson } from "../table-view";
import { age } from "../terminal/age";
import { countOf, size } from "../terminal/amounts";
import { jsonText } from "../terminal/json-text";
import { printable } from "../terminal/printable";
import type { Terminal } from "../terminal/terminal";

/** Columns are described by so many rows, in blocks: whatever the table's size, this takes a moment. */
const ROWS_READ = 10_000;
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
			const { event, rowCount, schema } = incoming;
			const estimate = await incoming.estimate();
			const sample = await readSample(name, incoming, terminal, signal);
			const { reasons, warnings } = incoming;
			const profiler = new TableProfiler(sample.domain, { signal });
			await profiler.add(sample);
			const profiles = new Map(profiler.profiles().map((profile) => [profile.name, profile]));
			const head = await incoming.head(ROWS_SHOWN, { signal });
			const hasNulls = (column: number) => (profiles.get(schema.fields[column]!.name)?.missing ?? 0) > 0;
			const columns = fidelity(schema, hasNulls).map((column) => ({
				...column,
				kind: findVariable(sample.domain, column.name)?.kind ?? null,
				role: roleOf(sample.domain, column.name),
				reason: reasons.get(column.name) ?? null,
				profile: profiles.get(column.name) ?? null,
			}));
			if (json)
				return terminal.printJson({
					event,
					expired: event.payload !== null && isExpired(event.payload),
					rowCount,
					estimate,
					rowsRead: sample.rowCount,
					columns,
					head: tableJson(head, ROWS_SHOWN),
					warnings,
				});
			await terminal.print(eventText(terminal, incoming, estimate, warnings));
			const isAll = sample.rowCount === rowCount;
			const rows = isAll ? "all rows" : `${countOf(sample.rowCount, "row")}, in blocks over the table,`;
			await terminal.print(`\nColumns, as ${rows} have them:\n`);
			const titles = ["NAME", "KIND", "ROLE", "BECAUSE", "MISSING", "DISTINCT", "VALUES"];
			await terminal.printTable(
				titles.map((title) => ({ title })),
				columns.map(({ name, kind, role, reason, profile }) => [
					...[name, kind, role, reason].map((each) => each ?? "–"),
					...(profile === null
						? ["–", "–", "–"]
						: [missingText(profile), distinctText(profile), valuesText(profile, sample.domain)]),
				]),
			);
			await terminal.print("\nOn the way to Orange, and to Python:\n");
			await terminal.printTable(
				["NAME", "ARROW", "PANDAS", "ORANGE", "LOST ON THE WAY TO ORANGE"].map((title) => ({ title })),
				columns.map(({ name, arrow, pandas, orange, loses }) =>
					[name, arrow, pandas, orange, loses].map((each) => each ?? "–"),
				),
			);
			await terminal.print(`\nFirst rows:\n`);
			await printRows(terminal, head, ROWS_SHOWN);
		});
}

async function readSample(name: string, incoming: IncomingTable, terminal: Terminal, signal: AbortSignal) {
	using progress = terminal.progress(`Looking at ${name}`);
	return await incoming.sample(ROWS_READ, {
		method: "blocks",
		signal,
		allowLarge: true,
		onProgress: progress.update,
	});
}

function eventText(
	terminal: Terminal,
	{ event, rowCount, schema }: IncomingTable,
	estimate: Estimate,
	warnings: readonly string[],
): string {
	const { payload } = event;
	const facts: [string, string][] = [
		["state", readyState(event)],
		["shape", `${countOf(rowCount, "row")} × ${countOf(schema.fields.length, "column")}`],
		["producer", event.producer],
		["sent", `${age(event.created_at)} (${event.created_at})`],
		["expires", expiryText(event)],
		["transport", `${transportName(payload?.transport ?? "")}, ${size(payload?.data_size ?? 0)}`],
		["loading", loadingText(estimate)],
		["locator", payload?.locator ?? ""],
		["id", event.id],
		["metadata", jsonText(event.metadata)],
		...warnings.map((warning): [string, string] => ["warning", warning]),
	];
	const lines = facts.map(([name, value]) => `  ${name.padEnd(10)} ${printable(value)}`);
	return [terminal.bold(printable(event.table_name)), ...lines].join("\n");
}

/** "14.9 GB of 21 GB free; too much: ..." */
function loadingText({ loadedBytes, availableBytes, warnings, perColumn, columns }: Estimate): string {
	const need = `${size(loadedBytes)} of ${size(availableBytes)} free`;
	if (warnings.length === 0) return need;
	const heaviest = perColumn.slice(0, 3).map(({ name, loadedBytes: bytes }) => `${name} ${size(bytes)}`);
	const most = columns > 3 ? `; heaviest: ${heaviest.join(", ")}` : "";
	return `${need}, over the limits: ${warnings.join("; ")}${most}`;
}

function expiryText({ payload }: ManifestEvent): string {
	return payload?.expires_at ? `${age(payload.expires_at)} (${payload.expires_at})` : "never";
}
