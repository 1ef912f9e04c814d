import type { JsonObject, JsonValue } from "./json-value";
import type { ManifestEvent, PayloadRef } from "./manifest-event";
import { parsePlainJson } from "./parse-plain-json";
import { type PythonDict, type PythonValue, parsePythonValue, toJsonValue } from "./parse-python-json";
import { pythonInt } from "./python-int";
import { floatRepr, pythonStr } from "./python-str";

/**
 * The event of one line, or null where Python's reader skips the line. Types are coerced as the Python package 0.1.2 does
 * (measured): `int()` for version, data_size and shape, `str()` for the texts, `dict()` for metadata.
 *
 * Two things differ, for Python keeps any type there: transport, locator and expires_at that are not text become str() of what
 * they are, and metadata keys that are not text become what json.dumps makes of them.
 */
export function parseEvent(line: string): ManifestEvent | null {
	const text = strip(line);
	const plain = parsePlainJson(text);
	if (plain !== undefined) {
		const event = plainEvent(plain);
		if (event) return event;
	}
	try {
		return coerceEvent(parsePythonValue(text));
	} catch (error) {
		// RangeError: the caller's stack left too little for a deeply nested line.
		if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError)
			return null;
		throw error;
	}
}

/** Python's str.strip(): other white space than JavaScript's trim(), which takes U+FEFF and leaves U+001C and U+0085. */
function strip(line: string): string {
	if (line.startsWith("{") && line.endsWith("}")) return line;
	return line.replace(SPACE_AROUND, "");
}

const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const SPACE_AROUND = new RegExp(`^${SPACE}|(?<!${SPACE.slice(0, -1)})${SPACE}$`, "g");

/** The event of an ordinary line, where nothing needs coercing; undefined for any other. */
function plainEvent(value: JsonValue): ManifestEvent | undefined {
	if (!isObject(value)) return undefined;
	const { version, id, table_name, producer, status, created_at, ttl_sec = null, metadata } = value;
	if (!isInteger(version) || !isObject(metadata)) return undefined;
	if (typeof id !== "string" || typeof table_name !== "string" || typeof producer !== "string")
		return undefined;
	if (typeof status !== "string" || typeof created_at !== "string") return undefined;
	const payload = value.payload == null ? null : plainPayload(value.payload);
	if (payload === undefined) return undefined;
	return { version, id, table_name, producer, status, created_at, ttl_sec, payload, metadata };
}

function plainPayload(value: JsonValue): PayloadRef | undefined {
	if (!isObject(value)) return undefined;
	const { transport, locator, data_size, shape, schema_sha256, created_at, expires_at = null } = value;
	if (typeof transport !== "string" || typeof locator !== "string" || !isInteger(data_size)) return undefined;
	if (!Array.isArray(shape) || !isInteger(shape[0]) || !isInteger(shape[1])) return undefined;
	if (typeof schema_sha256 !== "string" || typeof created_at !== "string") return undefined;
	if (expires_at !== null && typeof expires_at !== "string") return undefined;
	return {
		transport,
		locator,
		data_size,
		shape: [shape[0], shape[1]],
		schema_sha256,
		created_at,
		expires_at,
	};
}

function isObject(value: JsonValue | undefined): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isInteger(value: JsonValue | undefined): value is number {
	return Number.isSafeInteger(value);
}

function coerceEvent(value: PythonValue): ManifestEvent {
	const fields = asDict(value);
	const payload = fields.get("payload");
	return {
		version: int(required(fields, "version")),
		id: pythonStr(required(fields, "id")),
		table_name: pythonStr(required(fields, "table_name")),
		producer: strOrEmpty(fields.get("producer")),
		status: pythonStr(required(fields, "status")),
		created_at: pythonStr(required(fields, "created_at")),
		ttl_sec: toJsonValue(fields.get("ttl_sec") ?? null),
		payload: truthy(payload) ? coercePayload(asDict(payload)) : null,
		metadata: toJsonValue(dict(fields.get("metadata"))) as JsonObject,
	};
}

function coercePayload(fields: PythonDict): PayloadRef {
	const shape = fields.get("shape");
	const expires = fields.get("expires_at") ?? null;
	return {
		transport: pythonStr(required(fields, "transport")),
		locator: pythonStr(required(fields, "locator")),
		data_size: int(required(fields, "data_size")),
		shape: truthy(shape) ? [int(item(shape, 0)), int(item(shape, 1))] : [0, 0],
		schema_sha256: strOrEmpty(fields.get("schema_sha256")),
		created_at: strOrEmpty(fields.get("created_at")),
		expires_at: expires === null ? null : pythonStr(expires),
	};
}

function asDict(value: PythonValue): PythonDict {
	if (value instanceof Map) return value;
	throw new TypeError("not an object");
}

function required(fields: PythonDict, name: string): PythonValue {
	const value = fields.get(name);
	if (value === undefined) throw new TypeError(`no ${name}`);
	return value;
}

function int(value: PythonValue): number {
	const integer = pythonInt(value);
	if (integer === undefined) throw new TypeError("not an integer");
	return Number(integer);
}

/** Python's truth of a value; a missing one is None. NaN is true. */
function truthy(value: PythonValue | undefined): value is Exclude<PythonValue, null> {
	if (value instanceof Map) return value.size > 0;
	if (Array.isArray(value)) return value.length > 0;
	return typeof value === "number" ? value !== 0 : Boolean(value);
}

function strOrEmpty(value: PythonValue | undefined): string {
	return truthy(value) ? pythonStr(value) : "";
}

/** value[index] of a list, or of a str by code points. */
function item(value: PythonValue, index: number): PythonValue {
	const items = typeof value === "string" ? Array.from(value) : value;
	const found = Array.isArray(items) ? items[index] : undefined;
	if (found === undefined) throw new TypeError(`no item ${index}`);
	return found;
}

/** dict(value or {}): of a dict, or of a list of pairs, each a list of two, a text of two characters or a dict of two keys. */
function dict(value: PythonValue | undefined): PythonDict {
	if (!truthy(value)) return new Map();
	if (value instanceof Map) return value;
	if (!Array.isArray(value)) throw new TypeError("metadata is no object");
	const result: PythonDict = new Map();
	for (const entry of value) {
		const pair =
			entry instanceof Map ? [...entry.keys()] : typeof entry === "string" ? Array.from(entry) : entry;
		if (!Array.isArray(pair) || pair.length !== 2)
			throw new TypeError("metadata has an entry that is no pair");
		result.set(jsonKey(pair[0]!), pair[1]!);
	}
	return result;
}

/** The text that json.dumps makes of a key. */
function jsonKey(key: PythonValue): string {
	if (typeof key === "string") return key;
	if (key === null || typeof key === "boolean") return String(key);
	if (typeof key === "bigint") return key.toString();
	if (typeof key !== "number") throw new TypeError("metadata has a key that cannot be hashed");
	return Number.isFinite(key)
		? floatRepr(key)
		: Number.isNaN(key)
			? "NaN"
			: key > 0
				? "Infinity"
				: "-Infinity";
}
