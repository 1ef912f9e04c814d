import { type BatchData, createArrowWriter, type Schema } from "@allye/arrow-ipc";
import { OrangeTable, orangeToArrow, type PandasDtype, pandasDtypes } from "@allye/orange-table";
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
	readonly batches: Iterable<BatchData>;
	readonly dtypes: readonly PandasDtype[];
}

/** @throws INVALID_ARGUMENT for anything that is not a table; TYPE_UNSUPPORTED */
export async function prepareTable(input: SendInput): Promise<PreparedTable> {
	if (isOrangeTable(input)) return prepareOrange(input);
	if (Array.isArray(input)) return prepareOrange(OrangeTable.fromRows(input));
	if (isArrowTable(input)) return prepareArrow(input);
	throw new AllyeError(
		"INVALID_ARGUMENT",
		"send() takes an OrangeTable, an Arrow table or an array of row objects, and got something else.",
	);
}

/** sha256 of the schema of the frame that Python's get_dataframe will return. */
export const preparedSha256 = ({ dtypes }: PreparedTable): string => schemaSha256(dtypes);

/** No fewer bytes than the uncompressed payload takes: its buffers, their padding, the messages' metadata. */
export function payloadByteBound({ schema, batches }: PreparedTable): number {
	let bytes = 4096 + 512 * schema.fields.length;
	for (const batch of batches) {
		bytes += 1024 + 256 * batch.columns.length;
		for (const column of batch.columns) bytes += arrayBytes(column);
	}
	return bytes;
}

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
	};
	const codecs = compression ? requireNative("Compressing a payload") : undefined;
	const writer = createArrowWriter(counted, { schema, format, compression, codecs, signal });
	let rows = 0;
	for (const batch of batches) {
		await writer.write(batch);
		rows += batch.length;
		onProgress?.({ rows, totalRows: shape[0], bytes });
	}
	await writer.close();
}

function prepareOrange(table: OrangeTable): PreparedTable {
	const { schema, rowCount, batches, dtypes } = orangeToArrow(table);
	return { shape: [rowCount, schema.fields.length], schema, batches, dtypes };
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
	const hasNulls = (column: number) => batches.some((batch) => batch.columns[column].nullCount > 0);
	return { shape: [table.numRows, names.length], schema, batches, dtypes: pandasDtypes(schema, hasNulls) };
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
