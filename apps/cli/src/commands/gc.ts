import { collectGarbage, compactManifest, type GarbageReport } from "@allye/transmitter";
import type { Command } from "commander";
import { type CommandContext, type CommonOptions, tableCommand } from "../command-context";
import { transportName } from "../entry-state";
import { age } from "../terminal/age";
import { count, countOf, size } from "../terminal/amounts";
import type { Terminal } from "../terminal/terminal";

interface GcOptions extends CommonOptions {
	delete?: boolean;
	superseded?: boolean;
	compact?: boolean;
}

export function gcCommand(context: CommandContext): Command {
	const { terminal, signal } = context;
	return tableCommand(
		"gc",
		"List payloads that no reader would find: expired, orphaned, unfinished. --delete removes them.",
	)
		.option("--delete", "remove them")
		.option("--superseded", "older versions of tables too")
		.option("--compact", "instead: rewrite a long manifest to what counts, keeping a copy of it")
		.action(async ({ json, secretDir, ...options }: GcOptions, command: Command) => {
			if (options.compact && (options.delete || options.superseded))
				command.error("error: --compact goes alone: it rewrites the manifest and removes no payload");
			if (options.compact) return compact(terminal, { json, secretDir }, signal);
			const report = await collectGarbage({ secretDir, signal, ...options });
			if (json) await terminal.printJson(report);
			else await printReport(terminal, report, options);
			const failed = report.items.filter(({ failure }) => failure !== null).length;
			if (failed > 0)
				throw Object.assign(new Error(`${countOf(failed, "payload")} could not be removed.`), {
					code: "NOT_REMOVED",
				});
		});
}

async function printReport(terminal: Terminal, report: GarbageReport, options: GcOptions): Promise<void> {
	const { items, superseded, inUse, freedBytes } = report;
	if (items.length > 0)
		await terminal.printTable(
			[
				{ title: "WHY" },
				{ title: "SIZE", align: "right" },
				{ title: "WRITTEN" },
				{ title: "TABLE" },
				{ title: "WHERE" },
			],
			items.map(({ kind, bytes, modifiedAt, tableName, transport, locator, failure }) => [
				failure === null ? kind : `${kind}, stays: ${failure}`,
				size(bytes),
				age(modifiedAt.replace(/\.\d+Z$/, "Z")),
				tableName ?? "",
				transport === "file_arrow_ipc_v1" ? locator : `${transportName(transport)} ${locator}`,
			]),
		);
	const lines: string[] = [];
	const total = items.reduce((sum, { bytes }) => sum + bytes, 0);
	const deleted = items.filter((item) => item.deleted);
	if (options.delete) lines.push(`Removed ${countOf(deleted.length, "payload")}, ${size(freedBytes)}.`);
	else if (items.length === 0) lines.push("There is nothing to clean up.");
	else
		lines.push(
			`${countOf(items.length, "payload")}, ${size(total)}. Nothing was removed: --delete does that.`,
		);
	if (superseded.count > 0)
		lines.push(
			`Older versions: ${count(superseded.count)}, ${size(superseded.bytes)}; --superseded takes them too.`,
		);
	lines.push(`In use: ${countOf(inUse.count, "payload")}, ${size(inUse.bytes)}.`);
	await terminal.print(lines.join("\n"));
}

async function compact(
	terminal: Terminal,
	{ json, secretDir }: CommonOptions,
	signal: AbortSignal,
): Promise<void> {
	const report = await compactManifest({ secretDir, signal });
	if (json) return terminal.printJson(report);
	const { copy, linesBefore, linesAfter, bytesBefore, bytesAfter } = report;
	if (copy === null)
		return terminal.print(`All ${countOf(linesBefore, "line")} of the manifest count: it stays as it is.`);
	await terminal.print(
		`The manifest had ${countOf(linesBefore, "line")} (${size(bytesBefore)}); ${countOf(linesAfter, "line")} (${size(bytesAfter)}) count.\n` +
			`As it was it lies in ${copy}. Delete that when nothing is missed.`,
	);
}
