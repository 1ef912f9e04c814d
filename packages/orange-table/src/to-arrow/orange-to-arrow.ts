import type { BatchData, Schema } from "@allye/arrow-ipc";
import type { Column, TextColumn } from "../column";
import type { Domain } from "../domain";
import { DOMAIN_METADATA_KEY, encodeDomain } from "../domain-metadata";
import { invalidArgument } from "../invalid-argument";
import type { PandasDtype } from "../pandas-dtypes";
import { MAX_CHUNK_BYTES } from "../text-column";
import type { ColumnEncoder } from "./column-encoder";
import { rowsWithin } from "./copy-text";
import { encodeContinuous } from "./encode-continuous";
import { encodeDiscrete } from "./encode-discrete";
import { encodeString } from "./encode-string";
import { encodeTime } from "./encode-time";
import { pandasFrameMetadata } from "./pandas-frame-metadata";

export interface ToArrowOptions {
	/** Write the Domain (roles, decimals, zones, attributes) into the schema metadata, where Python ignores it (default true). */
	keepDomain?: boolean;
	/** Rows of a record batch (default 500,000, as the Python package 0.1.2); fewer where text would take more than 2 GiB. */
	chunkRows?: number;
}

/** A Table as an Arrow writer takes it. */
export interface ArrowFrame {
	readonly schema: Schema;
	/** Rows of the frame: those of the Table, but none where it has no columns, as Orange's `table_to_frame` has it. */
	readonly rowCount: number;
	/** Made anew on each iteration; at least one, so that the dictionaries of an empty table are written. */
	readonly batches: Iterable<BatchData>;
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
 * @throws INVALID_ARGUMENT where a Time is no moment, a code has no value, or a variable's attributes are not JSON
 */
export function orangeToArrow(table: TableLike, options: ToArrowOptions = {}): ArrowFrame {
	const { keepDomain = true, chunkRows = 500_000 } = options;
	if (!Number.isInteger(chunkRows) || chunkRows < 1)
		throw invalidArgument(`chunkRows is ${chunkRows}; give a whole number from 1 on.`);
	const { domain, columns } = table;
	const rowCount = columns.length === 0 ? 0 : table.rowCount;
	const metasAt = columns.length - domain.metas.length;
	const encoders = columns.map((column, index) => encoderFor(column, index, index >= metasAt));
	const fields = encoders.map((encoder) => encoder.encode(0, 0).field);
	const metadata = new Map([["pandas", pandasFrameMetadata(fields, encoders)]]);
	if (keepDomain) metadata.set(DOMAIN_METADATA_KEY, encodeDomain(domain));
	return {
		schema: { fields, metadata },
		rowCount,
		batches: { [Symbol.iterator]: () => encodeBatches(encoders, columns, rowCount, chunkRows) },
		dtypes: fields.map(({ name }, index) => ({ name, dtype: encoders[index]!.dtype })),
	};
}

function encoderFor(column: Column, index: number, isMeta: boolean): ColumnEncoder {
	if ("chunks" in column) return encodeString(column);
	if ("codes" in column) return encodeDiscrete(column, index);
	const { variable, values } = column;
	return variable.kind === "time" ? encodeTime(variable, values, isMeta) : encodeContinuous(variable, values);
}

function* encodeBatches(
	encoders: readonly ColumnEncoder[],
	columns: readonly Column[],
	rowCount: number,
	chunkRows: number,
): Generator<BatchData> {
	const texts = columns.filter((column): column is TextColumn => "chunks" in column);
	let start = 0;
	do {
		let end = Math.min(start + chunkRows, rowCount);
		for (const column of texts) end = rowsWithin(column, start, end, MAX_CHUNK_BYTES);
		yield { length: end - start, columns: encoders.map((encoder) => encoder.encode(start, end)) };
		start = end;
	} while (start < rowCount);
}
