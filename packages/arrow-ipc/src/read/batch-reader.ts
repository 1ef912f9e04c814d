import { alignBits, countBits } from "./bits";
import type { DecodeCall } from "./decode-call";
import type { Dictionaries } from "./dictionaries";
import type { LocatedBatch } from "./directory";
import type { Layout } from "./layout";
import type { Place } from "./place";
import type { RecordBatch } from "./record-batch";

/** Which bytes of a buffer, decoded, are wanted. */
export interface BufferRange {
	readonly from: number;
	/** Null: to the buffer's end. */
	readonly to: number | null;
	/** Bytes that all rows of the field need; null where the field's length does not tell (bytes of text). */
	readonly whole: number | null;
	/** Where to put them: `to - from` bytes. Otherwise new memory is made. */
	readonly into?: Uint8Array;
}

/** Most that a frame can grow: a zstd block of 4 bytes makes 128 KiB, an LZ4 byte at most 255. */
const MAX_GROWTH = { zstd: 32768, lz4_frame: 256 };

/** What a builder that doubles its memory may leave behind the last value, above the double. */
const SLACK = 64 * 1024;

/** Reads the buffers of one record batch. */
export class BatchReader {
	readonly batch: RecordBatch;

	constructor(
		readonly call: DecodeCall,
		readonly dictionaries: Dictionaries,
		readonly located: LocatedBatch,
	) {
		this.batch = located.batch;
	}

	place(layout: Layout): Place {
		return this.batch.place.column(layout.field.name);
	}

	/**
	 * Bytes `from` to `to` of buffer `index` of a field, decoded, 8-byte aligned, in memory of their own. Nothing is
	 * allocated by a length that the payload only claims. (A compressed buffer is decoded whole; whoever wants to decode
	 * only the blocks up to `to` does so here.)
	 *
	 * | compressed buffer | |
	 * | --- | --- |
	 * | 8 | int64, decoded length; -1 where the rest is stored as it is |
	 * | rest | one frame |
	 *
	 * Source: Arrow format, Message.fbs, BodyCompressionMethod.BUFFER.
	 */
	async buffer(layout: Layout, index: number, range: BufferRange): Promise<Uint8Array> {
		const { from, into } = range;
		const place = this.place(layout);
		const region = this.batch.region(layout, index);
		const codec = this.batch.header.compression;
		const needed = Math.max(from, range.to ?? 0, range.whole ?? 0);
		if (codec === null || region.length === 0) {
			const to = range.to ?? region.length;
			if (region.length < needed) throw tooShort(place, region.length, needed);
			const bytes = into ?? this.call.allocate(to - from, place);
			if (to > from) await this.call.read(region.offset + from, bytes, true);
			return bytes;
		}
		if (range.to === from && into === undefined) return this.call.allocate(0, place);
		if (region.length < 8) throw tooShort(place, region.length, 8);
		const stored = this.call.allocate(region.length, place);
		await this.call.read(region.offset, stored, false);
		const frame = stored.subarray(8);
		const claimed = int64(stored);
		const decodedLength = claimed === -1 ? frame.length : claimed;
		if (decodedLength < needed) throw tooShort(place, decodedLength, needed);
		if (range.whole !== null && decodedLength > 2 * range.whole + SLACK) {
			throw place.corrupt(`a buffer claims ${decodedLength} bytes where its rows need ${range.whole}`);
		}
		const to = range.to ?? decodedLength;
		if (claimed === -1) return copy(frame);
		if (decodedLength > frame.length * MAX_GROWTH[codec]) {
			throw place.corrupt(`a buffer of ${frame.length} bytes claims to decode to ${decodedLength}`);
		}
		if (into !== undefined && from === 0 && to === decodedLength) {
			await this.call.decompress(codec, frame, into, place);
			return into;
		}
		const decoded = this.call.allocate(decodedLength, place);
		await this.call.decompress(codec, frame, decoded, place);
		return from === 0 && into === undefined ? decoded.subarray(0, to) : copy(decoded);

		function copy(decoded: Uint8Array): Uint8Array {
			const wanted = decoded.subarray(from, to);
			if (into === undefined) return wanted.slice();
			into.set(wanted);
			return into;
		}
	}

	/**
	 * Rows and nulls of a field.
	 *
	 * @throws PAYLOAD_CORRUPT unless it has rows up to `end`
	 */
	node(layout: Layout, end: number): { length: number; nullCount: number } {
		const node = this.batch.node(layout);
		if (end > node.length)
			throw this.place(layout).corrupt(`it has ${node.length} rows where ${end} are needed`);
		return node;
	}

	/** Nulls of a column of this batch. @throws PAYLOAD_CORRUPT unless it has as many rows as the batch */
	column(layout: Layout): { length: number; nullCount: number } {
		const node = this.batch.node(layout);
		if (node.length === this.batch.length) return node;
		throw this.place(layout).corrupt(`it has ${node.length} rows, its record batch ${this.batch.length}`);
	}

	/** Bits `start` to `end` of buffer `index`, moved to the front. */
	async bits(layout: Layout, index: number, start: number, end: number): Promise<Uint8Array> {
		const { length } = this.batch.node(layout);
		const range = { from: Math.floor(start / 8), to: Math.ceil(end / 8), whole: Math.ceil(length / 8) };
		return alignBits(await this.buffer(layout, index, range), start % 8, end - start);
	}

	/** Elements `start` to `end` of a buffer of one element of `width` bytes a row. */
	values(
		layout: Layout,
		index: number,
		start: number,
		end: number,
		width: number,
		into?: Uint8Array,
	): Promise<Uint8Array> {
		const { length } = this.batch.node(layout);
		return this.buffer(layout, index, { from: start * width, to: end * width, whole: length * width, into });
	}

	/** Which of the rows are present; null where all are. @throws PAYLOAD_CORRUPT where the null count is wrong */
	async validity(
		layout: Layout,
		start: number,
		end: number,
	): Promise<{ validity: Uint8Array | null; nullCount: number }> {
		const node = this.batch.node(layout);
		if (node.nullCount === 0 || start === end) return { validity: null, nullCount: 0 };
		const validity = await this.bits(layout, 0, start, end);
		const nullCount = end - start - countBits(validity, end - start);
		if (end - start === node.length && nullCount !== node.nullCount) {
			throw this.place(layout).corrupt(`it claims ${node.nullCount} missing values and has ${nullCount}`);
		}
		return { validity: nullCount === 0 ? null : validity, nullCount };
	}
}

function tooShort(place: Place, length: number, needed: number): Error {
	return place.corrupt(`a buffer has ${length} bytes where ${needed} are needed`);
}

/** The int64 at the start, as near as a number comes. */
function int64(bytes: Uint8Array): number {
	const view = new DataView(bytes.buffer, bytes.byteOffset);
	return view.getInt32(4, true) * 2 ** 32 + view.getUint32(0, true);
}
