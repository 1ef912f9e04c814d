import type { Place } from "./place";
import { yieldTurn } from "./turn";
import { isUtf8 } from "./utf8";

/** Bytes turned into strings at once. */
const DECODED = 1 << 14;

/**
 * The texts `bytes[offsets[i] .. offsets[i + 1]]` as strings.
 *
 * @throws PAYLOAD_CORRUPT where one is not UTF-8
 */
export async function stringsOf(offsets: Int32Array, bytes: Uint8Array, place: Place): Promise<string[]> {
	const strings: string[] = [];
	const count = offsets.length - 1;
	for (let first = 0; first < count; ) {
		let last = first + 1;
		while (last < count && offsets[last + 1]! - offsets[first]! <= DECODED) last++;
		decodeInto(strings, offsets.subarray(first, last + 1), bytes, place);
		first = last;
		await yieldTurn();
	}
	return strings;
}

/** Texts that lie one behind the other, decoded together where each of their characters is one byte. */
function decodeInto(strings: string[], offsets: Int32Array, bytes: Uint8Array, place: Place): void {
	const start = offsets[0]!;
	const all = bytes.subarray(start, offsets.at(-1)!);
	const ascii = isUtf8(all) ? utf8.decode(all) : null;
	for (let i = 0; i + 1 < offsets.length; i++) {
		const from = offsets[i]! - start;
		const to = offsets[i + 1]! - start;
		if (ascii !== null && ascii.length === all.length) {
			strings.push(ascii.slice(from, to));
			continue;
		}
		const value = all.subarray(from, to);
		if (!isUtf8(value)) throw place.corrupt("a text in it is not UTF-8");
		strings.push(utf8.decode(value));
	}
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
