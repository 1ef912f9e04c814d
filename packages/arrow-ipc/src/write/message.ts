import { Block } from "apache-arrow/fb/block";
import { BodyCompression } from "apache-arrow/fb/body-compression";
import { BodyCompressionMethod } from "apache-arrow/fb/body-compression-method";
import { Buffer as FbBuffer } from "apache-arrow/fb/buffer";
import { CompressionType } from "apache-arrow/fb/compression-type";
import { DictionaryBatch } from "apache-arrow/fb/dictionary-batch";
import { FieldNode } from "apache-arrow/fb/field-node";
import { Footer } from "apache-arrow/fb/footer";
import { Message } from "apache-arrow/fb/message";
import { MessageHeader } from "apache-arrow/fb/message-header";
import { MetadataVersion } from "apache-arrow/fb/metadata-version";
import { RecordBatch } from "apache-arrow/fb/record-batch";
import { Builder, type Offset } from "flatbuffers";
import type { Compression } from "../codecs";
import type { Schema } from "../data-type";
import type { BodyShape } from "./encode-body";
import { encodeSchema } from "./encode-schema";

/** Where a message lies, as the footer says it. */
export interface MessageBlock {
	readonly offset: number;
	/** Marker, length and metadata. */
	readonly metadataLength: number;
	readonly bodyLength: number;
}

/** The schema message. @throws TYPE_UNSUPPORTED */
export function schemaMessage(schema: Schema): Uint8Array {
	const b = new Builder();
	return finish(b, MessageHeader.Schema, encodeSchema(b, schema), 0);
}

/** The metadata of a record batch of `length` rows. */
export function recordBatchMessage(
	length: number,
	body: BodyShape,
	compression: Compression | null,
): Uint8Array {
	const b = new Builder();
	return finish(b, MessageHeader.RecordBatch, recordBatch(b, length, body, compression), body.length);
}

/** The metadata of a dictionary batch: `length` values for dictionary `id`, after those it has where `isDelta`. */
export function dictionaryMessage(
	dictionary: { id: number; isDelta: boolean; length: number },
	body: BodyShape,
	compression: Compression | null,
): Uint8Array {
	const b = new Builder();
	const data = recordBatch(b, dictionary.length, body, compression);
	DictionaryBatch.startDictionaryBatch(b);
	DictionaryBatch.addId(b, BigInt(dictionary.id));
	DictionaryBatch.addData(b, data);
	DictionaryBatch.addIsDelta(b, dictionary.isDelta);
	return finish(b, MessageHeader.DictionaryBatch, DictionaryBatch.endDictionaryBatch(b), body.length);
}

/** The footer of a file. Source: File.fbs */
export function footer(schema: Schema, dictionaries: MessageBlock[], batches: MessageBlock[]): Uint8Array {
	const b = new Builder();
	const encoded = encodeSchema(b, schema);
	Footer.startRecordBatchesVector(b, batches.length);
	const batchBlocks = blocks(b, batches);
	Footer.startDictionariesVector(b, dictionaries.length);
	const dictionaryBlocks = blocks(b, dictionaries);
	Footer.startFooter(b);
	Footer.addVersion(b, MetadataVersion.V5);
	Footer.addSchema(b, encoded);
	Footer.addDictionaries(b, dictionaryBlocks);
	Footer.addRecordBatches(b, batchBlocks);
	Footer.finishFooterBuffer(b, Footer.endFooter(b));
	return b.asUint8Array();
}

// A flatbuffers vector of structs is written from its end.
function blocks(b: Builder, list: MessageBlock[]): Offset {
	for (const block of list.toReversed()) {
		Block.createBlock(b, BigInt(block.offset), block.metadataLength, BigInt(block.bodyLength));
	}
	return b.endVector();
}

function recordBatch(b: Builder, length: number, body: BodyShape, compression: Compression | null): Offset {
	RecordBatch.startNodesVector(b, body.nodes.length);
	for (const node of body.nodes.toReversed()) {
		FieldNode.createFieldNode(b, BigInt(node.length), BigInt(node.nullCount));
	}
	const nodes = b.endVector();
	RecordBatch.startBuffersVector(b, body.regions.length);
	for (const region of body.regions.toReversed()) {
		FbBuffer.createBuffer(b, BigInt(region.offset), BigInt(region.length));
	}
	const buffers = b.endVector();
	const codec = compression === "zstd" ? CompressionType.ZSTD : CompressionType.LZ4_FRAME;
	const encoding =
		compression === null ? 0 : BodyCompression.createBodyCompression(b, codec, BodyCompressionMethod.BUFFER);
	const variadic =
		body.variadicCounts.length === 0
			? 0
			: RecordBatch.createVariadicBufferCountsVector(b, body.variadicCounts.map(BigInt));
	RecordBatch.startRecordBatch(b);
	RecordBatch.addLength(b, BigInt(length));
	RecordBatch.addNodes(b, nodes);
	RecordBatch.addBuffers(b, buffers);
	if (encoding !== 0) RecordBatch.addCompression(b, encoding);
	if (variadic !== 0) RecordBatch.addVariadicBufferCounts(b, variadic);
	return RecordBatch.endRecordBatch(b);
}

function finish(b: Builder, type: MessageHeader, header: Offset, bodyLength: number): Uint8Array {
	b.finish(Message.createMessage(b, MetadataVersion.V5, type, header, BigInt(bodyLength), 0));
	return b.asUint8Array();
}
