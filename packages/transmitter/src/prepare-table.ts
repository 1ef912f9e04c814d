import { type BatchData, createArrowWriter, preloadArrowWriter, type Schema } from "@allye/arrow-ipc";
import {
	type EncodeKernels,
	OrangeTable,
	orangeToArrow,
	type PandasDtype,
	pandasDtypes,
} from "@allye/orange-table";
import { type ByteSink, requireNative, schemaSha256 } from "@allye/protocol";
import { AllyeError } from "@allye/protocol/contract";
import type { Table as ArrowTable } from "apache-arrow";
import { arrayBytes } from "./array-bytes";
import type { ArrowCompression } from "./choose-compression";
import type { SendInput, SendProgress } from "./transmitter";

export interface WriteOptions {
	format: "file" | "stream";
	compression: ArrowCompression;
	signal?: AbortSignal;
	onProgress?(progress: SendProgress): void;
}

/** A table as it will be written: its Arrow schema and batches, and what the manifest says of it. */
export interface PreparedTable {
	readonly shape: [rows: number, columns: number];
	readonly schema: Schema;
	readonly batches: Iterable<BatchData> | AsyncIterable<BatchData>;
	/** No fewer bytes than the batches and their dictionaries take, uncompressed, padding and metadata included. */
	readonly byteBound: number;
	readonly dtypes: readonly PandasDtype[];
}

/** @throws INVALID_ARGUMENT for anything that is not a table; TYPE_UNSUPPORTED, ABORTED */
export async function prepareTable(input: SendInput, signal?: AbortSignal): Promise<PreparedTable> {
	if (isOrangeTable(input)) return prepareOrange(input, signal);
	if (Array.isArray(input)) return prepareOrange(OrangeTable.fromRows(input), signal);
	if (isArrowTable(input)) return prepareArrow(input);
	throw new AllyeError(
		"INVALID_ARGUMENT",
		"send() takes an OrangeTable, an Arrow table or an array of row objects, and got something else.",
	);
}

/** sha256 of the schema of the frame that Python's get_dataframe will return. */
export const preparedSha256 = ({ dtypes }: PreparedTable): string => schemaSha256(dtypes);

/** No fewer bytes than the uncompressed payload takes. */
export const payloadByteBound = ({ schema, byteBound }: PreparedTable): number =>
	4096 + 512 * schema.fields.length + byteBound;

/** Writes schema and batches. @throws what the sink throws; ABORTED */
export async function writePrepared(
	{ schema, batches, shape }: PreparedTable,
	sink: ByteSink,
	{ format, compression, signal, onProgress }: WriteOptions,
): Promise<void> {
	let bytes = 0;
	const counted: ByteSink = {
		async write(chunk) {
			await sink.write(chunk);
			bytes += chunk.length;
		},
		writeAll:
			sink.writeAll &&
			(async (chunks) => {
				await sink.writeAll!(chunks);
				for (const { length } of chunks) bytes += length;
			}),
		reserve: sink.reserve && ((length) => sink.reserve!(length)),
	};
	const codecs = compression ? requireNative("Compressing a payload") : undefined;
	const writer = createArrowWriter(counted, { schema, format, compression, codecs, signal });
	let rows = 0;
	const write = async (batch: BatchData) => {
		await writer.write(batch);
		rows += batch.length;
		onProgress?.({ rows, totalRows: shape[0], bytes });
	};
	// Two batches under way: one is being converted and compressed while the one before is written.
	let before = Promise.resolve();
	for await (const batch of batches) {
		const writing = write(batch);
		writing.catch(() => {}); // Heard in its turn, unless the one before fails.
		await before;
		before = writing;
	}
	await before;
	await writer.close();
}

/** Loads what the first table that is written needs. */
export async function preloadWriting(): Promise<void> {
	nativeKernels();
	await preloadArrowWriter();
}

async function prepareOrange(table: OrangeTable, signal: AbortSignal | undefined): Promise<PreparedTable> {
	const { rowCount, ...frame } = await orangeToArrow(table, { kernels: nativeKernels(), signal });
	return { ...frame, shape: [rowCount, frame.schema.fields.length] };
}

/** Where the addon is missing, sending rejects later and says so; a file without compression can be written. */
function nativeKernels(): EncodeKernels | undefined {
	try {
		return requireNative("Converting columns").encodeKernels;
	} catch {
		return undefined;
	}
}

async function prepareArrow(table: ArrowTable): Promise<PreparedTable> {
	const { fromApacheTable } = await import("@allye/arrow-ipc/apache");
	const { schema, batches } = fromApacheTable(table);
	const names = schema.fields.map((field) => field.name);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined)
		throw new AllyeError(
			"INVALID_ARGUMENT",
			`Two columns are called ${JSON.stringify(twice)}, which Orange refuses. Rename one, then send it.`,
		);
	const byteBound = batches.reduce(
		(sum, { columns }) => columns.reduce((bytes, column) => bytes + 256 + arrayBytes(column), sum + 1024),
		0,
	);
	const hasNulls = (column: number) => batches.some((batch) => batch.columns[column].nullCount > 0);
	const dtypes = pandasDtypes(schema, hasNulls);
	return { shape: [table.numRows, names.length], schema, batches, byteBound, dtypes };
}

/** By what it has: a table of another copy of the package is one too. */
function isOrangeTable(input: unknown): input is OrangeTable {
	return (
		typeof input === "object" &&
		input !== null &&
		"domain" in input &&
		"columns" in input &&
		"rowCount" in input
	);
}

/** By what it has: a table of another copy of apache-arrow is one too. */
function isArrowTable(input: unknown): input is ArrowTable {
	return (
		typeof input === "object" &&
		input !== null &&
		"schema" in input &&
		"batches" in input &&
		"numRows" in input
	);
}
