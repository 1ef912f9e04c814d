import { isExpired, type ManifestEvent, parseTimestamp, type TableEntry } from "@allye/receiver";

/** A writing event that had no outcome for this long had a sender that died, most likely. */
const DEAD_AFTER_MS = 10 * 60 * 1000;

const TRANSPORTS: Readonly<Record<string, string>> = {
	file_arrow_ipc_v1: "file",
	shm_arrow_stream_v1: "shared memory",
};

/** What becomes of a table just now, in a few words. */
export function entryState({ ready, latestError, pending }: TableEntry, now = Date.now()): string {
	const states = ready === null ? [] : [readyState(ready, now)];
	const what = ready === null ? "" : "new version: ";
	if (pending) {
		const begun = parseTimestamp(pending.created_at)?.getTime() ?? now;
		states.push(`${what}${now - begun > DEAD_AFTER_MS ? "sender died?" : "sending…"}`);
	}
	if (latestError) states.push(`${what}error: ${errorText(latestError)}`);
	return states.join(" · ");
}

/** The state of a ready event alone. */
export function readyState(event: ManifestEvent, now = Date.now()): string {
	if (event.payload === null) return "ready, but without a payload";
	if (isExpired(event.payload, new Date(now))) return "expired";
	return event.payload.transport === "shm_arrow_stream_v1"
		? "ready, vanishes when its sender exits"
		: "ready";
}

/** A transport in words; as it is where it is not known. */
export const transportName = (transport: string): string => TRANSPORTS[transport] ?? transport;

/** metadata.error of an event. */
function errorText({ metadata: { error } }: ManifestEvent): string {
	return typeof error === "string" ? error : "no reason was given";
}
