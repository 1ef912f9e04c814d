import { AllyeError } from "./contract";
import { formatPythonJson } from "./format-python-json";
import type { ManifestEvent } from "./manifest-event";

/** Loading zod takes longer than all the rest of this package, and reading does not need it. */
const eventSchema = () => import("./event-schema");

/** Loads what the first event that is written needs, before there is one. */
export async function preloadEvents(): Promise<void> {
	await eventSchema();
}

/**
 * The event as a line of the manifest, with its end: Python's order of keys and separators, in ASCII only, so that no tear can
 * leave half a character.
 *
 * @throws INVALID_ARGUMENT
 */
export async function formatEvent(event: ManifestEvent): Promise<string> {
	const { eventProblem } = await eventSchema();
	const problem = eventProblem(event);
	if (problem !== null) {
		throw new AllyeError("INVALID_ARGUMENT", `This event cannot be written to the manifest:\n${problem}`);
	}
	const { version, id, table_name, producer, status, created_at, ttl_sec, payload, metadata } = event;
	const ordered = { version, id, table_name, producer, status, created_at, ttl_sec, payload: null, metadata };
	if (payload === null) return `${formatPythonJson(ordered)}\n`;
	const { transport, locator, data_size, shape, schema_sha256, created_at: written, expires_at } = payload;
	return `${formatPythonJson({
		...ordered,
		payload: { transport, locator, data_size, shape, schema_sha256, created_at: written, expires_at },
	})}\n`;
}
