import fc from "fast-check";
import { formatTimestamp } from "../src";

/** A line of a manifest in which few names, producers and ids meet often. `hoursAgo` is when its event says it was written. */
export interface EventLine {
	id: string;
	tableName: string;
	producer: string;
	status: string;
	hoursAgo: number;
	/** Of a ready line: the payload's file; null for none. */
	file: string | null;
	/** Hours from now. */
	expiresIn: number | null;
}

export const IDS = Array.from({ length: 6 }, (_, i) => `${i}0000000-0000-4000-8000-000000000000`);
export const PRODUCERS = ["python", "allye"];
const NAMES = ["iris", "表"];

export const eventLine: fc.Arbitrary<EventLine> = fc.record({
	id: fc.constantFrom(...IDS),
	tableName: fc.constantFrom(...NAMES),
	producer: fc.constantFrom(...PRODUCERS),
	status: fc.constantFrom("writing", "writing", "ready", "ready", "error", "gone"),
	hoursAgo: fc.constantFrom(0, 1, 23, 25, 1000),
	file: fc.option(fc.constantFrom(...IDS), { freq: 8 }),
	expiresIn: fc.constantFrom(null, null, -1, 1),
});

/** Text that is no event: blank, damaged, of other fields. */
const otherLine = fc.constantFrom("", "  ", "{", "null", '{"version":1}', '{"id":"x","table_name":"iris"');

/** The lines as a manifest, events and other text mixed; the last one may lack its end. */
export const manifestLines = fc.record({
	lines: fc.array(fc.oneof({ arbitrary: eventLine, weight: 6 }, { arbitrary: otherLine, weight: 1 }), {
		maxLength: 30,
	}),
	isTorn: fc.boolean(),
});

export function lineText(line: EventLine | string, payloads: string, now: Date): string {
	if (typeof line === "string") return line;
	const at = (hours: number) => formatTimestamp(new Date(now.getTime() + hours * 3_600_000));
	const { id, tableName, producer, status, hoursAgo, file, expiresIn } = line;
	const payload = {
		transport: "file_arrow_ipc_v1",
		locator: `${payloads}/${file}.arrow`,
		data_size: 1,
		shape: [1, 1],
		schema_sha256: "",
		created_at: at(-hoursAgo),
		expires_at: expiresIn === null ? null : at(expiresIn),
	};
	return JSON.stringify({
		version: 1,
		id,
		table_name: tableName,
		producer,
		status,
		created_at: at(-hoursAgo),
		ttl_sec: null,
		payload: status === "ready" && file !== null ? payload : null,
		metadata: {},
	});
}

export function manifestBytes(
	{ lines, isTorn }: { lines: readonly (EventLine | string)[]; isTorn: boolean },
	payloads: string,
	now: Date,
): string {
	const text = lines.map((line) => `${lineText(line, payloads, now)}\n`).join("");
	return isTorn ? text.slice(0, -1) : text;
}
