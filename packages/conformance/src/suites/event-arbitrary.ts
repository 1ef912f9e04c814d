import fc from "fast-check";
import { anyText } from "../text-arbitrary";

type JsonValue = null | boolean | number | bigint | string | JsonValue[] | { [key: string]: JsonValue };

/** An event that may be written. Integers past 2^53 are bigint, and numbers may be NaN or infinite: Python writes all of these. */
export interface JsonEvent {
	version: number;
	id: string;
	table_name: string;
	producer: string;
	status: "writing" | "ready" | "error";
	created_at: string;
	ttl_sec: number | null;
	payload: {
		transport: string;
		locator: string;
		data_size: number;
		shape: [number, number];
		schema_sha256: string;
		created_at: string;
		expires_at: string | null;
	} | null;
	metadata: { [key: string]: JsonValue };
}

const text = fc.oneof(
	anyText({ minLength: 1, maxLength: 6 }),
	fc.constantFrom("表", "🍣", "\ud800", "\u2028", "\u0085", "\r", "\n", '"', "\\", "__proto__"),
);
const value = fc.letrec<{ value: JsonValue }>((tie) => ({
	value: fc.oneof(
		{ depthSize: "small" },
		fc.constantFrom<JsonValue[]>(null, true, false, Number.NaN, Number.POSITIVE_INFINITY, -0, 1e300, 0.1),
		fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }),
		fc.double(),
		fc.integer(),
		text,
		fc.array(tie("value"), { maxLength: 3 }),
		fc.dictionary(text, tie("value"), { maxKeys: 3, noNullPrototype: false }),
	),
})).value;
const moment = fc.constantFrom("2026-01-01T00:00:00+0900", "1999-12-31T23:59:59-0330");

const payload = fc.record({
	transport: fc.constantFrom("file_arrow_ipc_v1", "shm_arrow_stream_v1", "表_v1"),
	locator: text,
	data_size: fc.maxSafeNat(),
	shape: fc.tuple(fc.nat(), fc.nat()),
	schema_sha256: fc.constantFrom("", "00"),
	created_at: moment,
	expires_at: fc.option(moment),
});

/** Any event that a writer may write: a ready one has a payload, the others have none. */
export const writableEvent: fc.Arbitrary<JsonEvent> = fc
	.record({
		version: fc.constant(1),
		id: fc.uuid(),
		table_name: text,
		producer: text,
		status: fc.constantFrom("writing" as const, "ready" as const, "error" as const),
		created_at: moment,
		ttl_sec: fc.option(fc.nat()),
		payload,
		metadata: fc.dictionary(text, value, { maxKeys: 4, noNullPrototype: false }),
	})
	.map((event) => ({ ...event, payload: event.status === "ready" ? event.payload : null }));
