import type { RowRange } from "../arrow-payload";
import type { Kernels, StoredColumn } from "../kernels";
import { alignBits, countBits } from "./bits";
import { readCompressed, tooShort } from "./compressed-buffer";
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

/** Which rows of a record batch are wanted. */
export interface SomeRows extends RowRange {
	/** Of the range only those, ascending, counted from `start`; null for all. */
	readonly picked: Uint32Array | null;
}

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
	 * Bytes `from` to `to` of buffer `index` of a field, decoded, 8-byte aligned, in memory of their own. Of the payload only
	 * what these bytes need is read and decoded.
	 */
	async buffer(layout: Layout, index: number, range: BufferRange): Promise<Uint8Array> {
		const place = this.place(layout);
		const region = this.batch.region(layout, index);
		const codec = this.batch.header.compression;
		if (codec !== null && region.length > 0) return readCompressed(this.call, codec, region, range, place);
		const { from, whole } = range;
		const to = range.to ?? region.length;
		const needed = Math.max(from, to, whole ?? 0);
		if (region.length < needed) throw tooShort(place, region.length, needed);
		const bytes = range.into ?? this.call.allocate(to - from, place);
		if (to > from) await this.call.read(region.offset + from, bytes, true);
		return bytes;
	}

	/**
	 * Loads rows of a column by a kernel, in one task; null where there is none, the source lends nothing, or decoders that keep their places
	 * are to be used.
	 *
	 * @param buffers how many its type has, validity included
	 */
	load<T>(
		layout: Layout,
		buffers: number,
		{ start, end, picked }: SomeRows,
		work: (kernels: Kernels, column: StoredColumn) => Promise<T>,
	): Promise<T> | null {
		const kernels = this.call.loaders;
		const compression = this.batch.header.compression;
		const isPart = end - start < this.batch.length;
		if (kernels === null || (isPart && compression !== null && this.call.decoders.keepPlaces)) return null;
		const { length, nullCount } = this.column(layout);
		const places = new Float64Array(2 * buffers);
		for (let i = 0; i < buffers; i++) {
			// Where no row is missing nobody reads the bitmap, which may be anything.
			if (i === 0 && nullCount === 0) continue;
			const region = this.batch.region(layout, i);
			places[2 * i] = region.offset;
			places[2 * i + 1] = region.length;
		}
		const column = { compression, length, start, end, picked, nullCount, buffers: places };
		return this.call.load(column, this.place(layout), (stored) => work(kernels, stored));
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

	/**
	 * Elements `start` to `end` of a buffer of one element of `width` bytes a row. Async, as all that reads metadata here: what is thrown
	 * at once would leave the promises made before it in a Promise.all to nobody.
	 */
	async values(
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
