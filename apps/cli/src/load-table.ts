import type { OrangeTable } from "@allye/orange-table";
import {
	AllyeError,
	createReceiver,
	type IncomingTable,
	isTooLarge,
	type LoadOptions,
	type ManifestEvent,
} from "@allye/receiver";
import type { CommandContext } from "./command-context";
import type { Terminal } from "./terminal/terminal";

export interface LoadTableOptions {
	secretDir?: string;
	producer?: string;
	columns?: string[];
	rows?: { start: number; end: number };
	evenIfExpired?: boolean;
	/** Load it even if it exceeds the limits, without asking. */
	yes?: boolean;
}

/** What of a table is loaded: all of it, a sample. */
export type LoadPart = (incoming: IncomingTable, options: LoadOptions) => Promise<OrangeTable>;

export interface LoadSteps {
	/** Default: all of it. */
	load?: LoadPart;
	/** Puts the table where it stays. */
	store?(loaded: LoadedTable): Promise<void>;
}

export interface LoadedTable {
	table: OrangeTable;
	event: ManifestEvent;
	/** Of the whole table. */
	rowCount: number;
	warnings: readonly string[];
}

/**
 * Loads a table, or part of it. Beyond the limits it asks first, where there is a terminal. Its payload stays as it is, unless `store` says what
 * is done with the whole table: once that has ended, shared memory goes where the sender asked for it.
 *
 * @throws OVER_LIMITS, with the estimate, where the answer is no, or nobody can be asked
 */
export async function loadTable(
	name: string,
	options: LoadTableOptions,
	{ terminal, signal }: CommandContext,
	{ load = (incoming, part) => incoming.load(part), store }: LoadSteps = {},
): Promise<LoadedTable> {
	const { secretDir, producer, evenIfExpired, columns, rows, yes } = options;
	await using receiver = createReceiver({ secretDir, unlinkSharedMemory: false });
	await using incoming = await receiver.open(name, { producer, evenIfExpired });
	const attempt = async (allowLarge: boolean | undefined) => {
		using progress = terminal.progress(`Loading ${name}`);
		return await load(incoming, { columns, rows, signal, allowLarge, onProgress: progress.update });
	};
	let table: OrangeTable;
	try {
		table = await attempt(yes);
	} catch (error) {
		await agreeToLarge(error, terminal);
		table = await attempt(true);
	}
	const { event, rowCount, warnings } = incoming;
	for (const warning of warnings) terminal.note(`allye: ${warning}`);
	const loaded = { table, event, rowCount, warnings };
	if (store) {
		await store(loaded);
		if (!columns && !rows) await incoming.releaseSharedMemory();
	}
	return loaded;
}

/** Returns where the user wants to load what is over the limits. @throws the error where not */
async function agreeToLarge(error: unknown, terminal: Terminal): Promise<void> {
	if (!isTooLarge(error) || error.code !== "OVER_LIMITS") throw error;
	const message = error.message.replace(" allowLarge lifts them.", "");
	const answer = await terminal.confirm(`${message}\nLoad it all the same?`);
	if (answer === true) return;
	const next = answer === false ? "Nothing was loaded." : "To load it all the same, add --yes.";
	throw Object.assign(new AllyeError("OVER_LIMITS", `${message} ${next}`), { estimate: error.estimate });
}
