import { AllyeError } from "./contract";
import { formatPythonJson } from "./format-python-json";
import type { ManifestEvent } from "./manifest-event";

/**
 * The event as a line of the manifest, with its end: Python's order of keys and separators, in ASCII only, so that no tear can
 * leave half a character.
 *
 * @throws INVALID_ARGUMENT
 */
export async function formatEvent(event: ManifestEvent): Promise<string> {
	// Loading zod takes longer than all the rest of this package, and reading does not need it.
	const { eventProblem } = await import("./event-schema");
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
