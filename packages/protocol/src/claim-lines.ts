import { constants } from "node:buffer";
import { parseEvent } from "./parse-event";
import { readLines } from "./read-lines";

/** The table name and the producer of an event. */
export interface EventNames {
	tableName: string;
	producer: string;
}

/**
 * A line that can only be an event of the names in `raw`, if it is one. `raw` is what stands in it between `"table_name":"` and
 * the quote after the producer, bytes as characters: equal texts mean equal names. Offsets in bytes.
 */
export type OnRawLine = (raw: string, start: number, length: number) => void;

/** An event of these names. */
export type OnNamedLine = (names: EventNames, start: number, length: number) => void;

/** What Python and we write, or else a key that stands in another order, in other spacing, or twice. */
const NAMES = /"table_name":"([^"\n]*","producer":"[^"\n]*)"|"table_name"|"producer"/g;

/**
 * Says of each line of `bytes` whose event it would be, at a fraction of the cost of parsing it: in a line without a backslash,
 * a key can only be spelled as it is; where `"table_name"` and `"producer"` stand once each, the values after them are the
 * event's, or the line is none. A line without `"table_name"` is none either, and any other line is parsed.
 */
export function claimLines(bytes: Buffer, onRaw: OnRawLine, onNamed: OnNamedLine): void {
	if (bytes.length > constants.MAX_STRING_LENGTH) {
		parseClaim(bytes, 0, onNamed);
		return;
	}
	const text = bytes.toString("latin1");
	const nextEscape = finder(text, "\\");
	const nextCr = finder(text, "\r");
	NAMES.lastIndex = 0;
	let match = NAMES.exec(text);
	for (let start = 0; start < text.length; ) {
		const found = text.indexOf("\n", start);
		const next = found < 0 ? text.length : found;
		const end = next > start && text.charCodeAt(next - 1) === 0x0d ? next - 1 : next;
		const first = match !== null && match.index < next ? match : null;
		let matches = 0;
		for (; match !== null && match.index < next; match = NAMES.exec(text)) matches++;
		if (nextEscape(start) < end || nextCr(start) < end || (matches > 0 && !(matches === 1 && first?.[1])))
			parseClaim(bytes.subarray(start, end), start, onNamed);
		else if (first?.[1]) onRaw(first[1], start, end - start);
		start = next + 1;
	}
}

/** The names of the events in `line`, of which "\r" may make several lines, by parsing them. */
export function parseClaim(line: Buffer, offset: number, onNamed: OnNamedLine): void {
	readLines(line, (text, start, length) => {
		const event = parseEvent(text);
		if (event) onNamed({ tableName: event.table_name, producer: event.producer }, offset + start, length);
	});
}

/** The text that stands between two quotes of a line; what it says where that is no JSON does not matter, for the line is no event then. */
export function rawPart(bytes: Buffer): string {
	const text = bytes.toString("utf8");
	if (!text.includes("\\")) return text;
	try {
		return JSON.parse(`"${text}"`) as string;
	} catch {
		return text;
	}
}

/** Where `character` comes next, at or after ascending positions; each part of `text` is searched once. */
function finder(text: string, character: string): (from: number) => number {
	let at = -1;
	return (from) => {
		if (at < from) {
			at = text.indexOf(character, from);
			if (at < 0) at = Number.POSITIVE_INFINITY;
		}
		return at;
	};
}
