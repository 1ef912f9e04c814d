import type { JsonValue, ManifestEvent } from "../src";
import { floatRepr } from "../src/python-str";

type Canonical = string | null | Canonical[];

/** A value as manifest_peer.py's canonical() writes it. */
export function canonical(value: JsonValue): Canonical {
	if (value === null || typeof value === "boolean") return JSON.stringify(value);
	if (typeof value === "string") return `s:${value}`;
	if (typeof value === "bigint") return `n:${value}`;
	if (typeof value === "number") return Number.isSafeInteger(value) ? `n:${value}` : `f:${floatRepr(value)}`;
	if (Array.isArray(value)) return ["list", ...value.map(canonical)];
	const entries = Object.entries(value).sort(([a], [b]) => Buffer.compare(utf32(a), utf32(b)));
	return ["dict", ...entries.map(([key, item]) => [key, canonical(item)])];
}

/** An event as manifest_peer.py's canonical_event() writes it. */
export function canonicalEvent(event: ManifestEvent): Canonical {
	const { payload } = event;
	return [
		canonical(event.version),
		event.id,
		event.table_name,
		event.producer,
		event.status,
		event.created_at,
		canonical(event.ttl_sec),
		payload && [
			payload.transport,
			payload.locator,
			canonical(payload.data_size),
			payload.shape.map(canonical),
			payload.schema_sha256,
			payload.created_at,
			payload.expires_at,
		],
		canonical(event.metadata),
	];
}

/** Bytes that sort as Python's str do, without our own comparison. */
function utf32(text: string): Buffer {
	const codes = Array.from(text, (character) => character.codePointAt(0)!);
	const bytes = Buffer.alloc(codes.length * 4);
	for (const [index, code] of codes.entries()) bytes.writeUInt32BE(code, index * 4);
	return bytes;
}
