import { createReceiver, isAllyeError, type ManifestEvent } from "@allye/receiver";
import type { CommandContext } from "./command-context";

export interface LoadTableOptions {
	secretDir?: string;
	producer?: string;
	columns?: string[];
	rows?: { start: number; end: number };
	evenIfExpired?: boolean;
}

/** Loads a table, or part of it, and leaves its payload as it is. */
export async function loadTable(
	name: string,
	options: LoadTableOptions,
	{ terminal, signal }: CommandContext,
) {
	const { secretDir, producer, evenIfExpired, columns, rows } = options;
	await using receiver = createReceiver({ secretDir, unlinkSharedMemory: false });
	await using incoming = await receiver.open(name, { producer, evenIfExpired });
	const { event, warnings } = incoming;
	using progress = terminal.progress(`Loading ${name}`);
	const table = await incoming.load({ columns, rows, signal, onProgress: progress.update });
	progress[Symbol.dispose]();
	for (const warning of warnings) terminal.note(`allye: ${warning}`);
	return { table, event, warnings };
}

/**
 * Removes shared memory where its sender asked for that. A completed load does; so the table is loaded once more, now that it is
 * written and nothing can be lost.
 */
export async function removeIfAsked(
	event: ManifestEvent,
	{ secretDir, columns, rows }: LoadTableOptions,
	{ signal }: CommandContext,
): Promise<void> {
	if (columns || rows || event.payload?.transport !== "shm_arrow_stream_v1") return;
	if (event.metadata.shm_unlink_on_read !== true) return;
	await using receiver = createReceiver({ secretDir });
	try {
		await using incoming = await receiver.open(event, { evenIfExpired: true });
		await incoming.load({ signal });
	} catch (error) {
		// Its sender ended meanwhile.
		if (!isAllyeError(error, "SHM_GONE")) throw error;
	}
}
