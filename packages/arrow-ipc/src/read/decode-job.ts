import { AllyeError } from "@allye/protocol/contract";
import type { ArrayData, BatchData } from "../array-data";
import type { DecodeOptions, PickedRows, RowRange } from "../arrow-payload";
import { BatchReader, type SomeRows } from "./batch-reader";
import type { DecodeCall } from "./decode-call";
import { Dictionaries } from "./dictionaries";
import type { LocatedBatch } from "./directory";
import { inOrder } from "./in-order";
import type { Layout } from "./layout";
import type { OpenPayload } from "./open-payload";
import { readRows } from "./read-rows";

/** Record batches (or columns of one) read at once: enough that a codec's threads stay busy while others are converted. */
const CONCURRENT = 4;

/** The same where rows are picked: what is decoded on the way to them is larger than they are. */
const CONCURRENT_PICKED = 2;

/** Which rows of one record batch are wanted, how many they are, and where they stand in the result. */
export interface BatchRows extends SomeRows {
	readonly located: LocatedBatch;
	readonly count: number;
	readonly at: number;
}

/** One call of decode(): the rows it is about, read batch by batch. */
export class DecodeJob {
	readonly call: DecodeCall;
	readonly rowCount: number;
	private readonly dictionaries: Dictionaries;
	/** Of every record batch that lies in the range of rows, also where it has none: its dictionaries count. */
	private readonly all: readonly BatchRows[];
	/** Those that have rows. */
	private readonly parts: readonly BatchRows[];

	/** @throws INVALID_ARGUMENT for rows that are no range; an end behind the last row is taken as the last row's */
	constructor(
		readonly payload: OpenPayload,
		private readonly options: DecodeOptions,
	) {
		this.call = payload.newCall(options.signal);
		this.dictionaries = new Dictionaries(this.call);
		this.all = batchesOf(payload, options.rows);
		this.parts = this.all.every(hasRows) ? this.all : this.all.filter(hasRows);
		const last = this.all.at(-1);
		this.rowCount = last === undefined ? 0 : last.at + last.count;
	}

	/** The batches that have any of the rows, or lie between them without any. */
	get located(): readonly LocatedBatch[] {
		return this.all.map(({ located }) => located);
	}

	/** A reader of one batch, whichever rows the call is about. */
	reader(located: LocatedBatch): BatchReader {
		return new BatchReader(this.call, this.dictionaries, located);
	}

	/** Reads the batches, a few at once; results come in the batches' order. */
	async *each<T>(
		read: (reader: BatchReader, rows: BatchRows) => Promise<T>,
	): AsyncGenerator<T, void, undefined> {
		const atOnce = this.parts.some(({ picked }) => picked !== null) ? CONCURRENT_PICKED : CONCURRENT;
		const results = inOrder(this.parts, atOnce, async (rows) => ({
			rows,
			result: await read(this.reader(rows.located), rows),
		}));
		for await (const { rows, result } of results) {
			yield result;
			this.done(rows);
		}
	}

	/** All results of {@link each}. */
	async run<T>(read: (reader: BatchReader, rows: BatchRows) => Promise<T>): Promise<T[]> {
		const [only] = this.parts;
		if (only !== undefined && this.parts.length === 1) {
			// The way of many columns of few rows, where each step counts.
			const result = await read(this.reader(only.located), only);
			this.done(only);
			return [result];
		}
		const results: T[] = [];
		for await (const result of this.each(read)) results.push(result);
		return results;
	}

	private done({ at, count }: BatchRows): void {
		this.options.onProgress?.({ rows: at + count, bytes: this.call.bytesRead });
		this.call.throwIfAborted();
	}

	/** Reads the batches one after another, each with its own budget; those without rows too. */
	async *batches(layouts: readonly Layout[]): AsyncGenerator<BatchData, void, undefined> {
		for (const rows of this.all) {
			const { located, count, at } = rows;
			this.call.renewBudget();
			const reader = this.reader(located);
			const columns = await this.guard(async () => {
				const arrays: ArrayData[] = [];
				const read = (layout: Layout) => readRows(reader, layout, rows);
				for await (const array of inOrder(layouts, CONCURRENT, read)) arrays.push(array);
				return arrays;
			});
			yield { length: count, columns };
			this.options.onProgress?.({ rows: at + count, bytes: this.call.bytesRead });
		}
	}

	/** Turns what JavaScript throws where memory ends into an AllyeError. */
	async guard<T>(work: () => Promise<T>): Promise<T> {
		this.call.throwIfAborted();
		try {
			return await work();
		} catch (cause) {
			if (!(cause instanceof RangeError)) throw cause;
			const message =
				"The machine refused the memory to read a table. Read fewer rows or columns, or close other programs.";
			throw new AllyeError("OUT_OF_MEMORY", message, { cause });
		}
	}
}

const hasRows = ({ start, end }: BatchRows) => start < end;

/** The record batches that have any of the rows, and those without rows that lie among them or at either end. */
export function batchesOf(payload: OpenPayload, rows: DecodeOptions["rows"]): BatchRows[] {
	const parts: BatchRows[] = [];
	let at = 0;
	for (const wanted of checkedRanges(rows ?? { start: 0, end: payload.rowCount })) {
		let first = 0;
		for (const located of payload.directory.batches) {
			const { length } = located.batch;
			const start = Math.max(0, wanted.start - first);
			const end = Math.min(length, wanted.end - first);
			if (start < end || (length === 0 && start === end)) {
				const picked = pickedWithin(wanted, first + start, first + end);
				const count = picked?.length ?? end - start;
				if (picked === null || count > 0) parts.push({ located, start, end, picked, count, at });
				at += count;
			}
			first += length;
		}
	}
	return parts;
}

/** @throws INVALID_ARGUMENT */
function checkPicked({ start, end, picked }: PickedRows): void {
	for (let i = 0; i < picked.length; i++) {
		if (picked[i]! < end - start && (i === 0 || picked[i]! > picked[i - 1]!)) continue;
		const message = `picked[${i}] is ${picked[i]}, of ${end - start} rows. Give rows of the range, counted from its start, in order.`;
		throw new AllyeError("INVALID_ARGUMENT", message);
	}
}

/** The picked rows of a range that lie between two rows, counted from the first of these; null where none are picked. */
function pickedWithin(wanted: RowRange | PickedRows, first: number, end: number): Uint32Array | null {
	if (!("picked" in wanted)) return null;
	const { start, picked } = wanted;
	const within = picked.subarray(firstFrom(picked, first - start), firstFrom(picked, end - start));
	return first === start ? within : within.map((row) => row - (first - start));
}

/** How many of ascending rows lie before `row`. */
function firstFrom(rows: Uint32Array, row: number): number {
	let low = 0;
	for (let high = rows.length; low < high; ) {
		const middle = (low + high) >> 1;
		if (rows[middle]! < row) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** @throws INVALID_ARGUMENT */
function checkedRanges(rows: NonNullable<DecodeOptions["rows"]>): readonly (RowRange | PickedRows)[] {
	const ranges = "start" in rows ? [rows] : rows;
	let behind = 0;
	for (const range of ranges) {
		const { start, end } = range;
		if ("picked" in range) checkPicked(range);
		if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < behind || end < start) {
			const message =
				`rows from ${start} to ${end} are no range, or begin before ${behind}. ` +
				"Give whole numbers, 0 <= start <= end, and several ranges in order.";
			throw new AllyeError("INVALID_ARGUMENT", message);
		}
		behind = end;
	}
	return ranges;
}
