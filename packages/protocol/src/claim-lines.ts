import { constants } from "node:buffer";
import { parseEvent } from "./parse-event";
import { readLines } from "./read-lines";

/** A line that can only be an event of this table name and producer, if it is one. Offsets in bytes. */
export type OnClaim = (names: ClaimedNames, start: number, length: number) => void;

/**
 * `raw` is what stands in the line between `"table_name":"` and the quote after the producer, bytes as characters: equal texts mean
 * equal names. An event's own names come where the line had to be parsed.
 */
export type ClaimedNames = { raw: string } | { tableName: string; producer: string };

/** What Python and we write, or else a key that stands in another order, in other spacing, or twice. */
const NAMES = /"table_name":"([^"\n]*","producer":"[^"\n]*)"|"table_name"|"producer"/g;
const BETWEEN = '","producer":"';

/**
 * Says of each line of `bytes` whose event it would be, at a fraction of the cost of parsing it: in a line without a backslash,
 * a key can only be spelled as it is; where `"table_name"` and `"producer"` stand once each, the values after them are the
 * event's, or the line is none. A line without `"table_name"` is none either, and any other line is parsed.
 */
export function claimLines(bytes: Buffer, onClaim: OnClaim): void {
	if (bytes.length > constants.MAX_STRING_LENGTH) {
		claimParsed(bytes, 0, onClaim);
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
			claimParsed(bytes.subarray(start, end), start, onClaim);
		else if (first?.[1]) onClaim({ raw: first[1] }, start, end - start);
		start = next + 1;
	}
}

/** The names that `raw` spells. */
export function decodeNames(raw: string): { tableName: string; producer: string } {
	const middle = raw.indexOf(BETWEEN);
	const decode = (part: string) => Buffer.from(part, "latin1").toString("utf8");
	return {
		tableName: decode(raw.slice(0, middle)),
		producer: decode(raw.slice(middle + BETWEEN.length)),
	};
}

function claimParsed(line: Buffer, offset: number, onClaim: OnClaim): void {
	readLines(line, (text, start, length) => {
		const event = parseEvent(text);
		if (event) onClaim({ tableName: event.table_name, producer: event.producer }, offset + start, length);
	});
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
