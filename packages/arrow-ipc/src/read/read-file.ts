import { type ByteSource, throwIfAborted } from "@allye/protocol/contract";
import { type Directory, DirectoryBuilder } from "./directory";
import { FlatBuffer, type FlatTable } from "./flatbuffer";
import { type Message, parseMessage } from "./message";
import type { Place } from "./place";
import { readBlocks } from "./read-blocks";
import { readSchema } from "./read-schema";
import type { Region } from "./record-batch";
import { yieldTurn } from "./turn";

/** Slots of the footer. Source: Arrow format, File.fbs. */
const FOOTER = { version: 0, schema: 1, dictionaries: 2, recordBatches: 3 };
const BLOCK_BYTES = 24;
/** "ARROW1" */
const MAGIC = [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31];
/** The magic and two bytes of padding. */
const HEAD_BYTES = 8;
/** The footer's length as int32, and the magic. */
const TAIL_BYTES = 10;
/** Read of the end at first: the footers of most files lie within. */
const END_BYTES = 64 * 1024;
/** MetadataVersion.V4. */
const V4 = 3;

/** A struct Block of the footer: where one message lies. */
interface Block {
	readonly offset: number;
	/** Length prefix, flatbuffer and padding together. */
	readonly metadataLength: number;
	readonly bodyLength: number;
}

/**
 * Reads the footer of an IPC file and the metadata of every block it lists.
 *
 * | bytes | what |
 * | --- | --- |
 * | 8 | "ARROW1" and two of padding |
 * | ... | the messages, where the footer's blocks say |
 * | length | the footer's flatbuffer |
 * | 4 | int32, its length |
 * | 6 | "ARROW1" |
 *
 * Source: https://arrow.apache.org/docs/format/Columnar.html#ipc-file-format
 */
export async function readFileDirectory(
	source: ByteSource,
	place: Place,
	signal: AbortSignal | undefined,
): Promise<Directory> {
	if (source.size < HEAD_BYTES + TAIL_BYTES) throw place.corrupt(`${source.size} bytes are no Arrow file`);
	throwIfAborted(signal, "Opening a table");
	// Asked for at once; looked at in this order.
	const reading = source.read(Math.max(0, source.size - END_BYTES), Math.min(source.size, END_BYTES), {
		signal,
	});
	reading.catch(() => {});
	if (!hasMagic(await source.read(0, MAGIC.length, { signal }))) {
		throw place.corrupt('it does not begin with "ARROW1", so it is no Arrow file');
	}
	const end = await reading;
	const tail = end.subarray(-TAIL_BYTES);
	if (!hasMagic(tail.subarray(4))) {
		throw place.corrupt('it does not end with "ARROW1": it was cut off, or is still being written');
	}
	const footerLength = new DataView(tail.buffer, tail.byteOffset).getInt32(0, true);
	const footerStart = source.size - TAIL_BYTES - footerLength;
	if (footerLength <= 0 || footerStart < HEAD_BYTES) {
		throw place.corrupt(`its footer cannot have ${footerLength} bytes`);
	}
	const isHere = footerLength + TAIL_BYTES <= end.length;
	const footerBytes = isHere
		? end.slice(-TAIL_BYTES - footerLength, -TAIL_BYTES)
		: await source.read(footerStart, footerLength, { signal });
	const footer = new FlatBuffer(footerBytes, place.in("the footer")).root();
	// Some writers up to 0.14 left V1 here; the messages, whose versions are checked, say V4.
	const legacyUnions = footer.int16(FOOTER.version) <= V4;
	const schemaTable = footer.table(FOOTER.schema);
	if (schemaTable === null) throw place.corrupt("its footer has no schema");
	const builder = new DirectoryBuilder(readSchema(schemaTable), legacyUnions, "file", place);
	const defined = new Set<number>();

	for await (const { number, block, bytes } of located(FOOTER.dictionaries)) {
		const here = place.in(`dictionary batch ${number}`);
		const { message, body } = parseBlock(block, bytes, here);
		if (message.kind !== "dictionary batch") throw here.corrupt(`its footer promises a dictionary batch`);
		if (!message.isDelta && defined.has(message.id)) {
			throw here.corrupt(`dictionary ${message.id} is replaced, which only a stream may do`);
		}
		defined.add(message.id);
		builder.add(message, body, here);
	}
	for await (const { number, block, bytes } of located(FOOTER.recordBatches)) {
		const here = place.in(`record batch ${number}`);
		const { message, body } = parseBlock(block, bytes, here);
		if (message.kind !== "record batch") throw here.corrupt("its footer promises a record batch");
		builder.add(message, body, here);
	}
	return builder.build();

	/** The blocks that a slot of the footer lists, and the bytes of their metadata; null for those that lie outside the file. */
	async function* located(slot: number) {
		const all = blocks(footer, slot);
		const isInside = ({ offset, metadataLength, bodyLength }: Block) =>
			offset >= HEAD_BYTES &&
			metadataLength >= 8 &&
			bodyLength >= 0 &&
			metadataLength <= footerStart - offset &&
			bodyLength <= footerStart - offset - metadataLength;
		let number = 0;
		for await (const bytes of readBlocks(source, all, isInside, signal)) {
			await yieldTurn();
			yield { number, block: all[number]!, bytes };
			number++;
		}
	}

	function parseBlock(
		{ offset, metadataLength, bodyLength }: Block,
		bytes: Uint8Array | null,
		here: Place,
	): { message: Message; body: Region } {
		if (bytes === null) {
			throw here.corrupt(
				`its footer says offset ${offset}, metadata ${metadataLength} and body ${bodyLength} bytes, outside the file`,
			);
		}
		const view = new DataView(bytes.buffer, bytes.byteOffset);
		// Before Arrow 0.15 there was no continuation marker.
		const prefix = view.getInt32(0, true) === -1 ? 8 : 4;
		const length = view.getInt32(prefix - 4, true);
		if (length <= 0 || length > metadataLength - prefix) {
			throw here.corrupt(`its metadata is ${length} bytes long, its footer says ${metadataLength}`);
		}
		const message = parseMessage(bytes.subarray(prefix, prefix + length), here);
		if (message.bodyLength !== bodyLength) {
			throw here.corrupt(`its body is ${message.bodyLength} bytes long, its footer says ${bodyLength}`);
		}
		return { message, body: { offset: offset + metadataLength, length: bodyLength } };
	}
}

function hasMagic(bytes: Uint8Array): boolean {
	return MAGIC.every((byte, i) => bytes[i] === byte);
}

function blocks(footer: FlatTable, slot: number): Block[] {
	const { length, start } = footer.vector(slot, BLOCK_BYTES);
	return Array.from({ length }, (_, i) => {
		const at = start + BLOCK_BYTES * i;
		return {
			offset: footer.buffer.int64(at),
			metadataLength: footer.buffer.view.getInt32(at + 8, true),
			bodyLength: footer.buffer.int64(at + 16),
		};
	});
}
