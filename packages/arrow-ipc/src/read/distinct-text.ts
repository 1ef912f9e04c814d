import type { Utf8Chunk } from "../arrow-payload";
import { bitAt } from "./bits";
import type { Place } from "./place";
import { stringsOf } from "./strings-of";
import { yieldTurn } from "./turn";

/** Rows between two looks at the clock. */
const PIECE = 1 << 14;

/**
 * Distinct texts, numbered in order of first appearance. Compares UTF-8 bytes and makes no string until the end: an
 * open-addressing hash table over the bytes of the values it has seen.
 */
export class DistinctText {
	private size = 0;
	/** Code + 1 by slot; 0 is free. Its length is a power of two, at least twice the size. */
	private slots = new Int32Array(1024);
	private hashes = new Int32Array(512);
	/** Value c is bytes[ends[c] .. ends[c + 1]]. */
	private ends = new Int32Array(513);
	private bytes = new Uint8Array(8192);
	private words = new DataView(this.bytes.buffer);

	get count(): number {
		return this.size;
	}

	/**
	 * Numbers the rows of a chunk into `codes`, -1 where missing.
	 *
	 * @returns false as soon as there are more than `maxDistinct` values
	 */
	async encode(chunk: Utf8Chunk, codes: Int32Array, maxDistinct: number): Promise<boolean> {
		for (let start = 0; start < chunk.length; start += PIECE) {
			this.encodePiece(chunk, codes, start, Math.min(chunk.length, start + PIECE), maxDistinct);
			if (this.size > maxDistinct) return false;
			await yieldTurn();
		}
		return true;
	}

	/** The number of one text. */
	add(value: Uint8Array): number {
		const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
		return this.codeOf(value, view, 0, value.length);
	}

	/** All values, by number. @throws PAYLOAD_CORRUPT where one is not UTF-8 */
	strings(place: Place): Promise<string[]> {
		return stringsOf(this.ends.subarray(0, this.size + 1), this.bytes, place);
	}

	private encodePiece(
		chunk: Utf8Chunk,
		codes: Int32Array,
		start: number,
		end: number,
		maxDistinct: number,
	): void {
		const { offsets, bytes, validity } = chunk;
		const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		for (let row = start; row < end; row++) {
			if (validity !== null && !bitAt(validity, row)) codes[row] = -1;
			else codes[row] = this.codeOf(bytes, view, offsets[row]!, offsets[row + 1]!);
			if (this.size > maxDistinct) return;
		}
	}

	private codeOf(bytes: Uint8Array, view: DataView, from: number, to: number): number {
		const hash = hashOf(bytes, view, from, to);
		const mask = this.slots.length - 1;
		for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
			const code = this.slots[slot]! - 1;
			if (code === -1) return this.append(bytes, from, to, hash, slot);
			if (this.hashes[code] === hash && this.equals(code, bytes, view, from, to)) return code;
		}
	}

	private equals(code: number, bytes: Uint8Array, view: DataView, from: number, to: number): boolean {
		const mine = this.ends[code]!;
		const length = to - from;
		if (this.ends[code + 1]! - mine !== length) return false;
		if (length < 4) {
			for (let i = 0; i < length; i++) if (this.bytes[mine + i] !== bytes[from + i]) return false;
			return true;
		}
		const last = length - 4;
		for (let i = 0; i < last; i += 4) {
			if (this.words.getInt32(mine + i, true) !== view.getInt32(from + i, true)) return false;
		}
		return this.words.getInt32(mine + last, true) === view.getInt32(from + last, true);
	}

	private append(bytes: Uint8Array, from: number, to: number, hash: number, slot: number): number {
		const code = this.size++;
		const start = this.ends[code]!;
		const end = start + to - from;
		if (end > 0x7fffffff) throw new RangeError("more than 2 GiB of distinct text");
		if (end > this.bytes.length) {
			this.bytes = grown(this.bytes, new Uint8Array(Math.max(end, 2 * this.bytes.length)));
			this.words = new DataView(this.bytes.buffer);
		}
		for (let i = from; i < to; i++) this.bytes[start + i - from] = bytes[i]!;
		this.ends[code + 1] = end;
		this.hashes[code] = hash;
		this.slots[slot] = code + 1;
		if (2 * this.size === this.slots.length) this.rehash();
		return code;
	}

	private rehash(): void {
		this.hashes = grown(this.hashes, new Int32Array(2 * this.size));
		this.ends = grown(this.ends, new Int32Array(2 * this.size + 1));
		this.slots = new Int32Array(4 * this.size);
		const mask = this.slots.length - 1;
		for (let code = 0; code < this.size; code++) {
			let slot = this.hashes[code]! & mask;
			while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
			this.slots[slot] = code + 1;
		}
	}
}

/** Mixes four bytes at a time, the last four overlapping those before; equal texts have equal hashes wherever they lie. */
function hashOf(bytes: Uint8Array, view: DataView, from: number, to: number): number {
	let hash = to - from;
	if (to - from >= 4) {
		const last = to - 4;
		for (let i = from; i < last; i += 4) {
			hash = Math.imul(hash ^ view.getInt32(i, true), 0x9e3779b1);
			hash ^= hash >>> 15;
		}
		hash ^= view.getInt32(last, true);
	} else {
		for (let i = from; i < to; i++) hash = (hash << 8) | bytes[i]!;
	}
	hash = Math.imul(hash, 0x85ebca6b);
	hash ^= hash >>> 13;
	hash = Math.imul(hash, 0xc2b2ae35);
	return hash ^ (hash >>> 16);
}

function grown<T extends Uint8Array | Int32Array>(from: T, to: T): T {
	to.set(from);
	return to;
}
