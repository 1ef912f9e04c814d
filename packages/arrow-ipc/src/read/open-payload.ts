import { AllyeError, type ByteSource } from "@allye/protocol/contract";
import type { BatchData } from "../array-data";
import type { ArrowColumn, ArrowPayload, DecodeOptions } from "../arrow-payload";
import type { Codecs, Compression } from "../codecs";
import type { Schema } from "../data-type";
import { Limiter } from "../limiter";
import { DecodeCall } from "./decode-call";
import { DecodeJob } from "./decode-job";
import { decodedBytes } from "./decoded-bytes";
import type { Directory } from "./directory";
import type { Layout } from "./layout";
import { PayloadColumn } from "./payload-column";
import type { Place } from "./place";
import { RangeDecoders, type RangeDecodersOptions } from "./range-decoders";
import { ScratchMemory } from "./scratch-memory";

/**
 * Large loads by kernels at once: enough that their threads stay busy while this one collects garbage, not so many that whatever else waits for
 * these threads, as node:fs does, waits long.
 */
const LOADS_AT_ONCE = 12;

/** A payload whose metadata has been read. */
export class OpenPayload implements ArrowPayload {
	readonly schema: Schema;
	readonly rowCount: number;
	readonly batchRows: readonly number[];
	readonly compression: Compression | null;
	readonly columns: readonly ArrowColumn[];
	private readonly scratch = new ScratchMemory();
	private readonly decoders: RangeDecoders;
	private readonly loads = new Limiter(LOADS_AT_ONCE);

	/** @throws PAYLOAD_CORRUPT where the batches' rows do not add up */
	constructor(
		readonly directory: Directory,
		readonly place: Place,
		private readonly source: ByteSource,
		private readonly codecs: Codecs,
		private readonly budgetBytes: number,
		decoders: RangeDecodersOptions = { maxBytes: 0, order: "random" },
	) {
		this.decoders = new RangeDecoders(source, decoders);
		this.schema = directory.schema;
		this.batchRows = directory.batches.map(({ batch }) => batch.length);
		this.rowCount = this.batchRows.reduce((sum, rows) => sum + rows, 0);
		if (!Number.isSafeInteger(this.rowCount)) throw place.corrupt("it claims more than 2^53 rows");
		this.compression =
			directory.batches.find(({ batch }) => batch.header.compression)?.batch.header.compression ?? null;
		this.columns = directory.layout.columns.map((_, index) => new PayloadColumn(this, index));
	}

	/** A fresh budget and signal for one call of decode(). */
	newCall(signal: AbortSignal | undefined): DecodeCall {
		const { directory, source, codecs, budgetBytes, scratch, decoders, loads } = this;
		return new DecodeCall(directory, source, codecs, budgetBytes, signal, scratch, decoders, loads);
	}

	/** Whether kernels load columns straight from the source; where decoders keep their places these are used instead. */
	get hasLoaders(): boolean {
		return this.source.lend !== undefined && this.codecs.kernels !== undefined && !this.decoders.keepPlaces;
	}

	keepingPlaces(options: RangeDecodersOptions): OpenPayload {
		const { directory, place, source, codecs, budgetBytes } = this;
		return new OpenPayload(directory, place, source, codecs, budgetBytes, options);
	}

	close(): void {
		this.decoders.close();
	}

	async decodedBytes(
		options: { columns?: readonly number[]; signal?: AbortSignal } = {},
	): Promise<readonly number[]> {
		const columns = new Set(this.layouts(options.columns).map(({ index }) => index));
		return decodedBytes(this.newCall(options.signal), [...columns]);
	}

	batches(options: DecodeOptions & { columns?: readonly number[] } = {}): AsyncIterable<BatchData> {
		const layouts = this.layouts(options.columns).map(({ layout }) => layout);
		return new DecodeJob(this, options).batches(layouts);
	}

	/** Of these columns; of all by default. @throws INVALID_ARGUMENT */
	private layouts(columns?: readonly number[]): { index: number; layout: Layout }[] {
		const all = this.directory.layout.columns;
		return (columns ?? [...all.keys()]).map((index) => {
			const layout = all[index];
			if (layout !== undefined) return { index, layout };
			const message = `There is no column ${index}: the table has ${all.length}, counted from 0.`;
			throw new AllyeError("INVALID_ARGUMENT", message);
		});
	}
}
