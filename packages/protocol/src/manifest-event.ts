import type { JsonObject, JsonValue } from "./json-value";

export type { JsonObject, JsonValue };

/**
 * Where a payload lies and what it holds: `payload` of a manifest event, with the manifest's own field names.
 * Source: requirements section 2.2.
 */
export interface PayloadRef {
	/** `file_arrow_ipc_v1` or `shm_arrow_stream_v1`, or one this version does not know. */
	transport: string;
	/** For a file its path, for shared memory its name. */
	locator: string;
	/** Bytes. As all integers here, rounded to the nearest number past 2^53. */
	data_size: number;
	/** [rows, columns] */
	shape: [number, number];
	/** `schemaSha256` of the frame's column names and dtypes, or "". */
	schema_sha256: string;
	/** Local time, `%Y-%m-%dT%H:%M:%S%z`; read it with `parseTimestamp`. */
	created_at: string;
	expires_at: string | null;
}

/** One line of the manifest, with its own field names. Source: requirements section 2.2. */
export interface ManifestEvent {
	version: number;
	/** The transfer's UUID: the same in its writing and its ready or error line. */
	id: string;
	table_name: string;
	/** For example `python` or `allye`; "" where the line names none. */
	producer: string;
	/** `writing`, `ready` or `error`; a line may say anything else, and then counts for none of them. */
	status: string;
	created_at: string;
	/** Seconds or null; as the line has it, unchecked. What counts is `payload.expires_at`. */
	ttl_sec: JsonValue;
	/** null on a ready line hides the older ready lines of its name, as in Python. */
	payload: PayloadRef | null;
	metadata: JsonObject;
}
