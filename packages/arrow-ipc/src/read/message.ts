import type { Compression } from "../codecs";
import { FlatBuffer, type FlatTable, type FlatVector } from "./flatbuffer";
import type { Place } from "./place";
import { readMetadata } from "./read-schema";

/** Slots of the tables read here. Source: Arrow format, Message.fbs. */
const MESSAGE = { version: 0, headerType: 1, header: 2, bodyLength: 3, customMetadata: 4 };
const RECORD_BATCH = { length: 0, nodes: 1, buffers: 2, compression: 3, variadicBufferCounts: 4 };
const BODY_COMPRESSION = { codec: 0, method: 1 };
const DICTIONARY_BATCH = { id: 0, data: 1, isDelta: 2 };

/** MetadataVersion.V4 and V5; files before Arrow 0.8 are refused. */
const V4 = 3;
const V5 = 4;

export type Message =
	| {
			readonly kind: "schema";
			readonly table: FlatTable;
			readonly legacyUnions: boolean;
			readonly bodyLength: number;
	  }
	| { readonly kind: "record batch"; readonly header: RecordBatchHeader; readonly bodyLength: number }
	| {
			readonly kind: "dictionary batch";
			readonly id: number;
			readonly isDelta: boolean;
			readonly header: RecordBatchHeader;
			readonly bodyLength: number;
	  };

/** What a record batch says of itself; nodes and buffers are read from the metadata when a column needs them. */
export interface RecordBatchHeader {
	readonly metadata: FlatBuffer;
	/** Rows. */
	readonly length: number;
	/** Structs of two int64: length, null count. */
	readonly nodes: FlatVector;
	/** Structs of two int64: offset in the body, length. */
	readonly buffers: FlatVector;
	/** Data buffers of each view field. */
	readonly variadicCounts: readonly number[];
	readonly compression: Compression | null;
}

/** Parses the flatbuffer of one message. @throws PAYLOAD_CORRUPT, TYPE_UNSUPPORTED */
export function parseMessage(bytes: Uint8Array, place: Place): Message {
	const message = new FlatBuffer(bytes, place).root();
	const legacyUnions = checkVersion(message.int16(MESSAGE.version), place) === V4;
	const bodyLength = message.int64(MESSAGE.bodyLength);
	if (bodyLength < 0) throw place.corrupt("a message's body has a negative length");
	const table = message.table(MESSAGE.header);
	if (table === null) throw place.corrupt("a message has no header");
	switch (message.int8(MESSAGE.headerType)) {
		case 1:
			return { kind: "schema", table, legacyUnions, bodyLength };
		case 2: {
			const data = table.table(DICTIONARY_BATCH.data);
			if (data === null) throw place.corrupt("a dictionary batch has no data");
			const id = table.int64(DICTIONARY_BATCH.id);
			const isDelta = table.bool(DICTIONARY_BATCH.isDelta);
			return { kind: "dictionary batch", id, isDelta, header: readHeader(data, message), bodyLength };
		}
		case 3:
			return { kind: "record batch", header: readHeader(table, message), bodyLength };
		case 4:
		case 5:
			throw place.unsupported("it holds a tensor");
		default:
			throw place.corrupt("it has a message of an unknown kind");
	}
}

/** @throws PAYLOAD_CORRUPT unless the metadata's version is V4 or V5, the only ones in use since 2017. */
function checkVersion(version: number, place: Place): number {
	if (version === V4 || version === V5) return version;
	throw place.corrupt(`its metadata version is V${version + 1}, where V4 and V5 are known`);
}

function readHeader(table: FlatTable, message: FlatTable): RecordBatchHeader {
	const metadata = table.buffer;
	const length = table.int64(RECORD_BATCH.length);
	if (length < 0) throw metadata.place.corrupt("it has a negative number of rows");
	const nodes = table.vector(RECORD_BATCH.nodes, 16);
	const buffers = table.vector(RECORD_BATCH.buffers, 16);
	const counts = table.vector(RECORD_BATCH.variadicBufferCounts, 8);
	const variadicCounts = Array.from({ length: counts.length }, (_, i) => {
		const count = metadata.int64(counts.start + 8 * i);
		if (count < 0 || count > buffers.length)
			throw metadata.place.corrupt("it counts more buffers than it has");
		return count;
	});
	return { metadata, length, nodes, buffers, variadicCounts, compression: readCompression(table, message) };
}

function readCompression(table: FlatTable, message: FlatTable): Compression | null {
	const place = table.buffer.place;
	const compression = table.table(RECORD_BATCH.compression);
	if (compression === null) {
		// Arrow 0.17 marked compressed bodies here, before the format had a field for it.
		if (readMetadata(message, MESSAGE.customMetadata).has("ARROW:experimental_compression")) {
			throw place.unsupported("it uses the experimental compression of Arrow 0.17");
		}
		return null;
	}
	if (compression.int8(BODY_COMPRESSION.method) !== 0)
		throw place.unsupported("its compression method is unknown");
	switch (compression.int8(BODY_COMPRESSION.codec)) {
		case 0:
			return "lz4_frame";
		case 1:
			return "zstd";
		default:
			throw place.unsupported("its compression codec is unknown");
	}
}
