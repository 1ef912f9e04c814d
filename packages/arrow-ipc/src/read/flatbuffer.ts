import type { Place } from "./place";

/**
 * The flatbuffer of one message or footer, none of whose bytes is trusted.
 *
 * Tables and strings may share bytes in a hostile buffer, so that a small one unfolds into a huge tree; each honest
 * table needs four bytes of its own and each honest string all of its own, which bounds how many are read here.
 *
 * Source: https://flatbuffers.dev/internals/
 */
export class FlatBuffer {
	readonly view: DataView;
	private tablesLeft: number;
	private stringBytesLeft: number;
	private readonly strings = new Map<number, string>();

	constructor(
		readonly bytes: Uint8Array,
		readonly place: Place,
	) {
		this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		this.tablesLeft = bytes.length >> 2;
		this.stringBytesLeft = bytes.length;
	}

	root(): FlatTable {
		return this.table(this.follow(0));
	}

	/** @throws PAYLOAD_CORRUPT unless `length` bytes at `position` lie inside. */
	require(position: number, length: number): void {
		if (position < 0 || length > this.bytes.length - position) {
			throw this.place.corrupt("the metadata points outside itself");
		}
	}

	/** The place that the offset at `position` points to. */
	follow(position: number): number {
		this.require(position, 4);
		return position + this.view.getUint32(position, true);
	}

	table(position: number): FlatTable {
		if (--this.tablesLeft < 0) throw this.place.corrupt("the metadata refers to itself");
		return new FlatTable(this, position);
	}

	string(position: number): string {
		const known = this.strings.get(position);
		if (known !== undefined) return known;
		this.require(position, 4);
		const length = this.view.getUint32(position, true);
		this.require(position + 4, length);
		this.stringBytesLeft -= length;
		if (this.stringBytesLeft < 0) throw this.place.corrupt("the metadata's strings overlap");
		let text: string;
		try {
			text = utf8.decode(this.bytes.subarray(position + 4, position + 4 + length));
		} catch (cause) {
			throw this.place.corrupt("a name or text in the metadata is not UTF-8", cause);
		}
		this.strings.set(position, text);
		return text;
	}

	/** An int64 that a JavaScript number holds exactly. */
	int64(position: number): number {
		const value = this.view.getInt32(position + 4, true) * 2 ** 32 + this.view.getUint32(position, true);
		if (!Number.isSafeInteger(value)) throw this.place.corrupt("the metadata has a number past 2^53");
		return value;
	}
}

/** A vector of equally wide elements, all inside the buffer. */
export interface FlatVector {
	/** Elements. */
	readonly length: number;
	/** Where element 0 starts. */
	readonly start: number;
}

/** One table; `slot` is the field's number in the schema, a union counting two (its type, then its value). */
export class FlatTable {
	private readonly vtable: number;
	private readonly slots: number;
	private readonly size: number;

	constructor(
		readonly buffer: FlatBuffer,
		readonly position: number,
	) {
		buffer.require(position, 4);
		this.vtable = position - buffer.view.getInt32(position, true);
		buffer.require(this.vtable, 4);
		const vtableSize = buffer.view.getUint16(this.vtable, true);
		this.size = buffer.view.getUint16(this.vtable + 2, true);
		if (vtableSize < 4 || vtableSize % 2 !== 0 || this.size < 4) {
			throw buffer.place.corrupt("the metadata has a table without a shape");
		}
		buffer.require(this.vtable, vtableSize);
		buffer.require(position, this.size);
		this.slots = (vtableSize - 4) >> 1;
	}

	int8(slot: number, missing = 0): number {
		const at = this.at(slot, 1);
		return at === 0 ? missing : this.buffer.view.getInt8(at);
	}

	bool(slot: number): boolean {
		return this.int8(slot) !== 0;
	}

	int16(slot: number, missing = 0): number {
		const at = this.at(slot, 2);
		return at === 0 ? missing : this.buffer.view.getInt16(at, true);
	}

	int32(slot: number, missing = 0): number {
		const at = this.at(slot, 4);
		return at === 0 ? missing : this.buffer.view.getInt32(at, true);
	}

	int64(slot: number): number {
		const at = this.at(slot, 8);
		return at === 0 ? 0 : this.buffer.int64(at);
	}

	string(slot: number): string | null {
		const at = this.at(slot, 4);
		return at === 0 ? null : this.buffer.string(this.buffer.follow(at));
	}

	table(slot: number): FlatTable | null {
		const at = this.at(slot, 4);
		return at === 0 ? null : this.buffer.table(this.buffer.follow(at));
	}

	/** A vector of elements of `width` bytes; an empty one where it is absent. */
	vector(slot: number, width: number): FlatVector {
		const at = this.at(slot, 4);
		if (at === 0) return { length: 0, start: 0 };
		const position = this.buffer.follow(at);
		this.buffer.require(position, 4);
		const length = this.buffer.view.getUint32(position, true);
		this.buffer.require(position + 4, length * width);
		return { length, start: position + 4 };
	}

	/** What `read` makes of the tables of a vector of tables, each read before the next is looked for. */
	tables<T>(slot: number, read: (table: FlatTable) => T): T[] {
		const { length, start } = this.vector(slot, 4);
		const all: T[] = [];
		for (let i = 0; i < length; i++) all.push(read(this.buffer.table(this.buffer.follow(start + 4 * i))));
		return all;
	}

	/** Where the value of `slot` lies; 0 where it is absent. */
	private at(slot: number, width: number): number {
		if (slot >= this.slots) return 0;
		const offset = this.buffer.view.getUint16(this.vtable + 4 + 2 * slot, true);
		if (offset === 0) return 0;
		if (offset < 4 || offset + width > this.size) {
			throw this.buffer.place.corrupt("the metadata has a field outside its table");
		}
		return this.position + offset;
	}
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
