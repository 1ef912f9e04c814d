import type { FoundGarbage, KnownPayload } from "@allye/protocol";
import { processesUsing, SHM_TRANSPORT_NAME } from "@allye/transport-shm";
import { formatBytes } from "../amounts";
import type { Finding, Leftover } from "./diagnosis";

/**
 * Segments of this directory whose sender has ended, and those that no line here names and no process has open. A segment of ours lives on
 * without a process, so one of the latter can still be a table of another secret directory.
 */
export async function findLeftovers({ garbage, inUse, foreign }: FoundGarbage): Promise<Leftover[]> {
	const segments = (known: readonly KnownPayload[]) =>
		known.filter(({ transport }) => transport === SHM_TRANSPORT_NAME);
	const users = await processesUsing(segments(foreign).map(({ stored }) => stored.locator));
	const leftover = ({ stored, event }: KnownPayload, state: Leftover["state"]): Leftover => ({
		name: stored.locator,
		bytes: stored.bytes,
		modifiedAt: stored.modifiedAt.toISOString(),
		tableName: event?.table_name ?? null,
		state,
	});
	const unheld = segments(foreign).filter(({ stored }) => users.get(stored.locator)?.length === 0);
	return [
		...segments(inUse)
			.filter(senderIsGone)
			.map((each) => leftover(each, "in use")),
		...segments(garbage)
			.filter(senderIsGone)
			.map((each) => leftover(each, "unneeded")),
		...unheld.map((each) => leftover(each, "unknown")),
	];
}

export function leftoverFindings(leftovers: readonly Leftover[]): Finding[] {
	const findings = leftovers
		.filter(({ state }) => state !== "unknown")
		.map(({ name, bytes, tableName, state }): Finding => {
			const what = `${name} (${formatBytes(bytes)}) holds ${state === "in use" ? "" : "an old version of "}table ${JSON.stringify(tableName)}`;
			const remove = `allye doctor --remove ${name} removes it.`;
			return state === "in use"
				? note(
						`${what}; its sender has ended, and it can still be read.`,
						`allye keep ${JSON.stringify(tableName)} saves it; ${remove}`,
					)
				: note(`${what}; its sender has ended.`, remove);
		});
	const unknown = leftovers.filter(({ state }) => state === "unknown");
	if (unknown.length === 0) return findings;
	const bytes = unknown.reduce((sum, each) => sum + each.bytes, 0);
	const names = unknown.slice(0, 3).map(({ name }) => name);
	const one = unknown.length === 1;
	return [
		...findings,
		note(
			`${one ? "1 segment" : `${unknown.length} segments`} of Allye (${formatBytes(bytes)}) ${one ? "is" : "are"} named by no line of this directory: ${names.join(", ")}${unknown.length > 3 ? ", …" : ""}.`,
			"They may be tables of another secret directory: run allye doctor there. Those of no directory go with allye doctor --remove NAME.",
		),
	];
}

const note = (message: string, next: string): Finding => ({
	check: "shared memory",
	status: "note",
	message,
	next,
});

/** Our senders write who they are into the event. */
function senderIsGone({ event }: KnownPayload): boolean {
	const pid = event?.metadata.sender_pid;
	if (typeof pid !== "number") return false;
	try {
		process.kill(pid, 0);
		return false;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "ESRCH";
	}
}
