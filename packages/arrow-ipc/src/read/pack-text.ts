import type { Utf8Chunk } from "../arrow-payload";
import { bitAt } from "./bits";
import type { DecodeCall } from "./decode-call";
import type { Place } from "./place";
import { yieldTurn } from "./turn";

const CHUNK_BYTES = 0x7fffffff;
const PIECE = 4096;

/**
 * Gathers scattered text (views, dictionary values) into chunks of less than 2 GiB. `valueAt` gives a row's bytes, or null
 * for a missing one; it is asked only for rows that `validity` has.
 */
export async function packText(
	length: number,
	validity: Uint8Array | null,
	valueAt: (row: number) => Uint8Array | null,
	call: DecodeCall,
	place: Place,
): Promise<Utf8Chunk[]> {
	const chunks: Utf8Chunk[] = [];
	let from = 0;
	do {
		const offsets = call.allocate(4 * (length - from + 1), place);
		const ends = new Int32Array(offsets.buffer, offsets.byteOffset, length - from + 1);
		let present: Uint8Array | null = null;
		let bytes = 0;
		let to = from;
		for (; to < length; to++) {
			if (to % PIECE === 0) await yieldTurn();
			const value = at(to);
			if (value !== null && bytes + value.length > CHUNK_BYTES) break;
			if (value === null) {
				present ??= allPresent(length - from);
				present[(to - from) >> 3]! &= ~(1 << ((to - from) & 7));
			}
			bytes += value?.length ?? 0;
			ends[to - from + 1] = bytes;
		}
		if (to === from && length > 0) throw place.unsupported("it has one text over 2 GiB");
		const packed = call.allocate(bytes, place);
		for (let row = from; row < to; row++) {
			if (row % PIECE === 0) await yieldTurn();
			const value = at(row);
			if (value !== null) packed.set(value, ends[row - from]!);
		}
		const chunkLength = to - from;
		const bits = present === null ? null : clearBehind(present, chunkLength);
		chunks.push({
			length: chunkLength,
			offsets: ends.subarray(0, chunkLength + 1),
			bytes: packed,
			validity: bits,
		});
		from = to;
	} while (from < length);
	return chunks;

	function at(row: number): Uint8Array | null {
		return validity !== null && !bitAt(validity, row) ? null : valueAt(row);
	}
}

function allPresent(length: number): Uint8Array {
	return new Uint8Array(Math.ceil(length / 8)).fill(0xff);
}

/** Bits behind the last row are clear everywhere. */
function clearBehind(bits: Uint8Array, length: number): Uint8Array {
	const trimmed = bits.subarray(0, Math.ceil(length / 8));
	if (length % 8 !== 0) trimmed[trimmed.length - 1]! &= (1 << (length % 8)) - 1;
	return trimmed;
}
