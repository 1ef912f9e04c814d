import type { Field } from "../data-type";
import { PREFIX_BYTES, readPrefix } from "./compressed-buffer";
import type { DecodeCall } from "./decode-call";
import type { RecordBatch } from "./record-batch";

/** Lengths read in one call. */
const AT_ONCE = 1 << 16;

interface Item {
	readonly batch: RecordBatch;
	readonly index: number;
	/** The column that its bytes are counted for. */
	readonly column: number;
}

/**
 * Decoded bytes of the bodies of all record batches and dictionary batches, by column: what reading `columns` whole decodes, to the
 * byte, and 0 for the others. The bytes of a dictionary count for the first of them that uses it. Of a compressed payload the eight
 * bytes before each frame are read.
 */
export async function decodedBytes(call: DecodeCall, columns: readonly number[]): Promise<number[]> {
	call.throwIfAborted();
	const bytes = call.directory.schema.fields.map(() => 0);
	let lengths: { offset: number; stored: number; batch: RecordBatch; column: number }[] = [];
	for (const { batch, index, column } of items(call, columns)) {
		for (const region of batch.columnRegions(index)) {
			if (batch.header.compression === null || region.length === 0) bytes[column]! += region.length;
			else if (region.length < PREFIX_BYTES) throw batch.place.corrupt("a compressed buffer has no length");
			else lengths.push({ offset: region.offset, stored: region.length - PREFIX_BYTES, batch, column });
		}
		if (lengths.length >= AT_ONCE) await count();
	}
	await count();
	return bytes;

	async function count(): Promise<void> {
		if (lengths.length === 0) return;
		const read = await call.readMany(
			Float64Array.from(lengths, ({ offset }) => offset),
			PREFIX_BYTES,
		);
		for (const [i, { stored, batch, column }] of lengths.entries()) {
			const prefix = read.subarray(i * PREFIX_BYTES);
			bytes[column]! += readPrefix(prefix, stored, batch.header.compression!, batch.place).decodedLength;
		}
		lengths = [];
	}
}

function* items({ directory }: DecodeCall, columns: readonly number[]): Generator<Item> {
	const { batches, dictionaries, schema } = directory;
	for (const { batch } of batches) {
		for (const column of columns) yield { batch, index: column, column };
	}
	const users = new Map<number, number>();
	for (const column of columns) {
		for (const id of dictionaryIds(schema.fields[column]!)) if (!users.has(id)) users.set(id, column);
	}
	for (const [id, column] of users) {
		for (const { batch } of dictionaries.get(id) ?? []) yield { batch, index: 0, column };
	}
}

function* dictionaryIds(field: Field): Generator<number> {
	if (field.type.kind === "dictionary") yield field.type.id;
	for (const child of field.children) yield* dictionaryIds(child);
}
