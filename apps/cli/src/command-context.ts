import { Command } from "commander";
import type { Terminal } from "./terminal/terminal";

/** What every command has besides its arguments. */
export interface CommandContext {
	readonly terminal: Terminal;
	/** Fires at Ctrl-C, and when nobody reads what is written. */
	readonly signal: AbortSignal;
}

/** Options that every command takes. */
export interface CommonOptions {
	json?: boolean;
	secretDir?: string;
}

/** A command with the options that all of them have. */
export function tableCommand(name: string, summary: string): Command {
	return new Command(name)
		.description(summary)
		.option("--json", "print JSON, on one line")
		.option("--secret-dir <dir>", "the directory (default: ALLYE_SECRET_DIR, else ~/.allye_secrets)");
}
