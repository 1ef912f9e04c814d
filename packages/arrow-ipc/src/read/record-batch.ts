import type { BatchLayout, Layout } from "./layout";
import type { RecordBatchHeader } from "./message";
import type { Place } from "./place";

/** A range of bytes of the payload. */
export interface Region {
	readonly offset: number;
	readonly length: number;
}

/** One record batch (or the one inside a dictionary batch): its metadata, and where its body lies. */
export class RecordBatch {
	readonly place: Place;
	readonly length: number;

	/** @throws PAYLOAD_CORRUPT where the header does not have the pieces that the schema asks for. */
	constructor(
		readonly header: RecordBatchHeader,
		private readonly body: Region,
		readonly layout: BatchLayout,
	) {
		this.place = header.metadata.place;
		this.length = header.length;
		const variadic = header.variadicCounts.reduce((sum, count) => sum + count, 0);
		if (
			header.nodes.length !== layout.nodes ||
			header.variadicCounts.length !== layout.variadics ||
			header.buffers.length !== layout.buffers + variadic
		) {
			throw this.place.corrupt(
				`the schema asks for ${layout.nodes} field nodes and ${layout.buffers} buffers (and ${variadic} of views), ` +
					`here are ${header.nodes.length} and ${header.buffers.length}`,
			);
		}
	}

	/** Rows and nulls of one field. */
	node(layout: Layout): { length: number; nullCount: number } {
		const at = this.header.nodes.start + 16 * layout.node;
		const length = this.header.metadata.int64(at);
		const nullCount = this.header.metadata.int64(at + 8);
		if (length < 0 || nullCount < 0 || nullCount > length) {
			throw this.place.corrupt(
				`field ${JSON.stringify(layout.field.name)} has ${length} rows and ${nullCount} nulls`,
			);
		}
		return { length, nullCount };
	}

	/** Data buffers of a view field. */
	variadicCount(layout: Layout): number {
		return this.header.variadicCounts[layout.variadic]!;
	}

	/** Where buffer `index` of a field lies in the payload. */
	region(layout: Layout, index: number): Region {
		return this.regionAt(this.firstBuffer(layout) + index);
	}

	/** Where the buffers of column `index`, its children's among them, lie in the payload. */
	*columnRegions(index: number): Generator<Region, void, undefined> {
		const next = this.layout.columns[index + 1];
		const end = next === undefined ? this.header.buffers.length : this.firstBuffer(next);
		for (let i = this.firstBuffer(this.layout.columns[index]!); i < end; i++) yield this.regionAt(i);
	}

	private firstBuffer(layout: Layout): number {
		let number = layout.buffer;
		for (let i = 0; i < layout.variadic; i++) number += this.header.variadicCounts[i]!;
		return number;
	}

	private regionAt(number: number): Region {
		const at = this.header.buffers.start + 16 * number;
		const offset = this.header.metadata.int64(at);
		const length = this.header.metadata.int64(at + 8);
		if (offset < 0 || length < 0 || length > this.body.length - offset) {
			throw this.place.corrupt(
				`buffer ${number} lies outside the body (offset ${offset}, length ${length}, body ${this.body.length})`,
			);
		}
		return { offset: this.body.offset + offset, length };
	}
}
