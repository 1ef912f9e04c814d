import { AllyeError } from "@allye/protocol/contract";
import type { ArrayData, BatchData } from "../array-data";
import type { DecodeOptions, RowRange } from "../arrow-payload";
import { BatchReader } from "./batch-reader";
import type { DecodeCall } from "./decode-call";
import { Dictionaries } from "./dictionaries";
import type { LocatedBatch } from "./directory";
import { inOrder } from "./in-order";
import type { Layout } from "./layout";
import type { OpenPayload } from "./open-payload";
import { readColumn } from "./read-array";

/** Record batches (or columns of one) read at once: enough that a codec's threads stay busy while others are converted. */
const CONCURRENT = 4;

/** Which rows of one record batch are wanted, and where they stand in the result. */
export interface BatchRows {
	readonly located: LocatedBatch;
	readonly start: number;
	readonly end: number;
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
		this.parts = this.all.filter(({ start, end }) => start < end);
		this.rowCount = this.parts.reduce((sum, { start, end }) => sum + end - start, 0);
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
		const results = inOrder(this.parts, CONCURRENT, async (rows) => ({
			rows,
			result: await read(this.reader(rows.located), rows),
		}));
		for await (const { rows, result } of results) {
			yield result;
			this.options.onProgress?.({ rows: rows.at + rows.end - rows.start, bytes: this.call.bytesRead });
			this.call.throwIfAborted();
		}
	}

	/** All results of {@link each}. */
	async run<T>(read: (reader: BatchReader, rows: BatchRows) => Promise<T>): Promise<T[]> {
		const results: T[] = [];
		for await (const result of this.each(read)) results.push(result);
		return results;
	}

	/** Reads the batches one after another, each with its own budget; those without rows too. */
	async *batches(layouts: readonly Layout[]): AsyncGenerator<BatchData, void, undefined> {
		for (const rows of this.all) {
			const { located, start, end, at } = rows;
			this.call.renewBudget();
			const reader = this.reader(located);
			const columns = await this.guard(async () => {
				const arrays: ArrayData[] = [];
				const read = (layout: Layout) => readColumn(reader, layout, start, end);
				for await (const array of inOrder(layouts, CONCURRENT, read)) arrays.push(array);
				return arrays;
			});
			yield { length: end - start, columns };
			this.options.onProgress?.({ rows: at + end - start, bytes: this.call.bytesRead });
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
				parts.push({ located, start, end, at });
				at += end - start;
			}
			first += length;
		}
	}
	return parts;
}

/** @throws INVALID_ARGUMENT */
function checkedRanges(rows: RowRange | readonly RowRange[]): readonly RowRange[] {
	const ranges = "start" in rows ? [rows] : rows;
	let behind = 0;
	for (const { start, end } of ranges) {
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
