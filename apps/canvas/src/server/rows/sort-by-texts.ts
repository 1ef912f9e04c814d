import type { TextColumn } from "@allye/orange-table";
import { inSlices, pause, SLICE } from "./pause";
import { radixOrder } from "./radix-order";

/** Bytes of text in one key: 257^6 is less than 2^53. */
const KEY_BYTES = 6;
/** Up to here comparing is quicker than another round. */
const FEW = 512;

/**
 * The rows in the order of their texts, as UTF-8 has them: by code points. Texts are sorted by their first six bytes, those that are equal so far by the
 * next six, and so on; no string is made.
 */
export async function sortByTexts(
	column: TextColumn,
	descending: boolean,
	rows: Uint32Array,
): Promise<Uint32Array> {
	const text = new TextBytes(column);
	const sorted = rows.slice();
	const todo = [{ start: 0, end: rows.length, depth: 0 }];
	let worked = 0;
	for (let run = todo.pop(); run !== undefined; run = todo.pop()) {
		const { start, end, depth } = run;
		const part = sorted.subarray(start, end);
		worked += part.length;
		if (part.length <= FEW && depth > 0) {
			part.set(Array.from(part).sort((a, b) => text.compare(a, b, depth) * (descending ? -1 : 1)));
			if (worked > SLICE / 8) {
				worked = 0;
				await pause();
			}
			continue;
		}
		const keys = new Float64Array(part.length);
		await inSlices(part.length, (from, to) => {
			for (let i = from; i < to; i++) keys[i] = text.key(part[i]!, depth);
		});
		const order = await radixOrder(keys, descending);
		const before = part.slice();
		let first = 0;
		await inSlices(order.length, (from, to) => {
			for (let i = from; i < to; i++) {
				part[i] = before[order[i]!]!;
				const key = keys[order[i]!]!;
				if (i + 1 < order.length && keys[order[i + 1]!] === key) continue;
				// Its last byte is one of the text: there may be more.
				if (i > first && key % 257 !== 0)
					todo.push({ start: start + first, end: start + i + 1, depth: depth + 1 });
				first = i + 1;
			}
		});
	}
	return sorted;
}

/** The bytes of a column's texts. */
class TextBytes {
	readonly #chunks;
	#chunk = 0;

	constructor({ chunks }: TextColumn) {
		let first = 0;
		this.#chunks = chunks.map(({ length, offsets, bytes }) => {
			const start = first;
			first += length;
			return { start, end: first, offsets, bytes };
		});
	}

	/** Six bytes as one number, in the order of the texts: each counts one more than it is, 0 is the end. NaN for a missing text. */
	key(row: number, depth: number): number {
		const { start, offsets, bytes } = this.#chunkOf(row);
		const end = offsets[row - start + 1]!;
		let at = offsets[row - start]!;
		if (at === end) return Number.NaN;
		at += depth * KEY_BYTES;
		let key = 0;
		for (let i = 0; i < KEY_BYTES; i++, at++) key = key * 257 + (at < end ? bytes[at]! + 1 : 0);
		return key;
	}

	/** Compares what comes after `depth` keys. */
	compare(a: number, b: number, depth: number): number {
		for (let at = depth; ; at++) {
			const [x, y] = [this.key(a, at), this.key(b, at)];
			if (x !== y) return x - y;
			if (x % 257 === 0) return 0;
		}
	}

	#chunkOf(row: number) {
		let chunk = this.#chunks[this.#chunk]!;
		if (row >= chunk.start && row < chunk.end) return chunk;
		this.#chunk = this.#chunks.findIndex(({ start, end }) => row >= start && row < end);
		chunk = this.#chunks[this.#chunk]!;
		return chunk;
	}
}
