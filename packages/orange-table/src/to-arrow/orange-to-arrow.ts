import type { BatchData, Schema } from "@allye/arrow-ipc";
import type { Column, TextColumn } from "../column";
import type { Domain } from "../domain";
import { DOMAIN_METADATA_KEY, encodeDomain } from "../domain-metadata";
import { Pacer } from "../from-arrow/pacer";
import { invalidArgument } from "../invalid-argument";
import type { PandasDtype } from "../pandas-dtypes";
import { requirePresent } from "../require-present";
import type { ColumnEncoder, EncodeContext } from "./column-encoder";
import { rowsWithin } from "./copy-text";
import { encodeContinuous } from "./encode-continuous";
import { encodeDiscrete } from "./encode-discrete";
import type { EncodeKernels } from "./encode-kernels";
import { encodeString } from "./encode-string";
import { encodeTime } from "./encode-time";
import { pandasFrameMetadata } from "./pandas-frame-metadata";
import { portableEncodeKernels } from "./portable-encode-kernels";

/** Rows of a table up to which converting a column takes less time than a worker thread takes to begin. */
const FEW_ROWS = 16_384;

/** Bytes of text in one column of a record batch, so that none takes long to compress or to give up. */
const BATCH_TEXT = 256 * 1024 * 1024;

/** How an Orange Table becomes record batches. */
export interface ToArrowOptions {
	/** Write the Domain (roles, decimals, zones, attributes) into the schema metadata, where Python ignores it (default true). */
	keepDomain?: boolean;
	/** Rows of a record batch (default 500,000, as the Python package 0.1.2); fewer where a column's text would take more than 256 MiB. */
	chunkRows?: number;
	/** Conversions on worker threads, as those of `@allye/native`; by default all happens on the calling thread. */
	kernels?: EncodeKernels;
	signal?: AbortSignal;
}

/** A Table as an Arrow writer takes it. */
export interface ArrowFrame {
	readonly schema: Schema;
	/** Rows of the frame: those of the Table, but none where it has no columns, as Orange's `table_to_frame` has it. */
	readonly rowCount: number;
	/**
	 * Made anew on each iteration, a batch when it is asked for; at least one, so that the dictionaries of an empty table are
	 * written.
	 *
	 * @throws INVALID_ARGUMENT where a code has no value; ABORTED
	 */
	readonly batches: AsyncIterable<BatchData>;
	/** No fewer bytes than the batches and their dictionaries take, uncompressed, padding and metadata included. */
	readonly byteBound: number;
	/** Names and dtypes of the frame that get_dataframe returns, for the schema hash. */
	readonly dtypes: readonly PandasDtype[];
}

/** What is needed of an OrangeTable. */
interface TableLike {
	readonly domain: Domain;
	readonly rowCount: number;
	readonly columns: readonly Column[];
}

/**
 * The table as Arrow, such that Python's get_dataframe returns what Orange's `table_to_frame(table, include_metas=True)` gives
 * (Orange 3.40, pandas 2.3).
 *
 * | variable | Arrow | pandas |
 * | --- | --- | --- |
 * | Continuous | double | float64 |
 * | Continuous, 0 decimals, nothing missing | int64, cut toward zero | int64 |
 * | Discrete | ordered dictionary<int8, int16 or int32; string> | category |
 * | Time | timestamp[ns]; its zone is lost | datetime64[ns] |
 * | String | string, missing "" | object |
 *
 * Where Python would raise: infinite values without decimals stay double, moments outside of 1677 to 2262 become timestamp[us].
 *
 * @throws INVALID_ARGUMENT where a Time is no moment, or a variable's attributes are not JSON; ABORTED
 */
export async function orangeToArrow(table: TableLike, options: ToArrowOptions = {}): Promise<ArrowFrame> {
	requirePresent(table.columns);
	const { keepDomain = true, chunkRows = 500_000, signal } = options;
	if (!Number.isInteger(chunkRows) || chunkRows < 1)
		throw invalidArgument(`chunkRows is ${chunkRows}; give a whole number from 1 on.`);
	const { domain, columns } = table;
	const rowCount = columns.length === 0 ? 0 : table.rowCount;
	const metasAt = columns.length - domain.metas.length;
	const kernels = rowCount <= FEW_ROWS ? portableEncodeKernels : (options.kernels ?? portableEncodeKernels);
	const context = { kernels, signal };
	const encoders = await together(columns, signal, (column, index) =>
		encoderFor(column, index, index >= metasAt, context),
	);
	const fields = encoders.map(({ field }) => field);
	const metadata = new Map([["pandas", pandasFrameMetadata(fields, encoders)]]);
	if (keepDomain) metadata.set(DOMAIN_METADATA_KEY, encodeDomain(domain));
	return {
		schema: { fields, metadata },
		rowCount,
		batches: {
			[Symbol.asyncIterator]: () => encodeBatches(encoders, columns, { rowCount, chunkRows, signal }),
		},
		byteBound: byteBound(encoders, rowCount / chunkRows),
		dtypes: encoders.map(({ field: { name }, dtype }) => ({ name, dtype })),
	};
}

function byteBound(encoders: readonly ColumnEncoder[], batches: number): number {
	const bytes = encoders.reduce((sum, encoder) => sum + encoder.byteBound, 0);
	// Text makes more batches: of two neighbours, one column has more than half of what is allowed.
	const batchBound = 2 * batches + (2 * bytes) / BATCH_TEXT + 2;
	return bytes + batchBound * (1024 + 512 * encoders.length);
}

async function encoderFor(
	column: Column,
	index: number,
	isMeta: boolean,
	context: EncodeContext,
): Promise<ColumnEncoder> {
	if ("chunks" in column) return encodeString(column, context);
	if ("codes" in column) return encodeDiscrete(column, index, context);
	const { variable, values } = column;
	if (variable.kind === "time") return encodeTime(variable, values, isMeta, context);
	return encodeContinuous(variable, values, context);
}

async function* encodeBatches(
	encoders: readonly ColumnEncoder[],
	columns: readonly Column[],
	{ rowCount, chunkRows, signal }: { rowCount: number; chunkRows: number; signal?: AbortSignal },
): AsyncGenerator<BatchData, void, void> {
	const texts = columns.filter((column): column is TextColumn => "chunks" in column);
	let start = 0;
	do {
		let end = Math.min(start + chunkRows, rowCount);
		for (const column of texts) end = rowsWithin(column, start, end, BATCH_TEXT);
		const arrays = await together(encoders, signal, (encoder) => encoder.encode(start, end));
		yield { length: end - start, columns: arrays };
		start = end;
	} while (start < rowCount);
}

/** Starts all, resting between them where they do their work at once, and awaits them. */
async function together<T, R>(
	items: readonly T[],
	signal: AbortSignal | undefined,
	work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
	const pacer = new Pacer(signal, "Sending");
	const running: Promise<R>[] = [];
	for (const [index, item] of items.entries()) {
		const started = work(item, index);
		// Heard below, unless resting throws before.
		started.catch(() => {});
		running.push(started);
		if (pacer.due()) await pacer.rest();
	}
	return Promise.all(running);
}
