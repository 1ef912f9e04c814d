import { type Diagnosis, diagnose, type FindingStatus, removeLeftover } from "@allye/receiver";
import type { Command } from "commander";
import { type CommandContext, type CommonOptions, tableCommand } from "../command-context";
import { countOf } from "../terminal/amounts";
import { printable } from "../terminal/printable";
import type { Terminal } from "../terminal/terminal";

interface DoctorOptions extends CommonOptions {
	remove?: string[];
}

const MARKS: Readonly<Record<FindingStatus, string>> = { ok: "✓", note: "·", warning: "!", problem: "✗" };

export function doctorCommand({ terminal, signal }: CommandContext): Command {
	return tableCommand(
		"doctor",
		"Check the directory, its lock and manifest, payloads, shared memory, the addon and Python.",
	)
		.option(
			"--remove <segment...>",
			"remove shared memory that was left over, by its name; all for all of this directory that no table needs",
		)
		.action(async ({ json, secretDir, remove }: DoctorOptions) => {
			const before = await diagnose({ secretDir, signal });
			const removed = remove ? await removeSegments(before, remove, { secretDir, signal }) : [];
			const { findings, leftovers } = removed.length > 0 ? await diagnose({ secretDir, signal }) : before;
			const problems = findings.filter(({ status }) => status === "problem").length;
			if (json) await terminal.printJson({ secretDir: before.secretDir, findings, leftovers, removed });
			else await printFindings(terminal, findings, removed);
			// The report is complete, and a script can tell.
			if (problems > 0)
				throw Object.assign(new Error(`${countOf(problems, "problem")} found.`), { code: "PROBLEMS_FOUND" });
		});
}

async function printFindings(
	terminal: Terminal,
	findings: Diagnosis["findings"],
	removed: readonly string[],
): Promise<void> {
	for (const name of removed) await terminal.print(`Removed ${name}.`);
	for (const { check, status, message, next } of findings) {
		await terminal.print(`${MARKS[status]} ${check.padEnd(13)}  ${printable(message)}`);
		if (next !== undefined) await terminal.print(`${" ".repeat(17)}${printable(next)}`);
	}
}

async function removeSegments(
	{ leftovers }: Diagnosis,
	names: readonly string[],
	options: { secretDir?: string; signal: AbortSignal },
): Promise<string[]> {
	const unneeded = leftovers.filter(({ state }) => state === "unneeded").map(({ name }) => name);
	const chosen = names.includes("all") ? [...unneeded, ...names.filter((name) => name !== "all")] : names;
	for (const name of new Set(chosen)) await removeLeftover(name, options);
	return [...new Set(chosen)];
}
