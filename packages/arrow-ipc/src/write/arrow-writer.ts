import { AllyeError, type ByteSink, throwIfAborted } from "@allye/protocol/contract";
import type { ArrayData, BatchData } from "../array-data";
import type { Codecs, Compression } from "../codecs";
import type { Schema } from "../data-type";
import { Limiter } from "../limiter";
import { checkBatch } from "./check-batch";
import { checkWritable } from "./check-writable";
import { compressBuffer } from "./compress-buffer";
import { type BodyShape, type EncodedBody, encodeBody, paddingOf } from "./encode-body";
import type { MessageBlock } from "./message";
import { numberDictionaries } from "./number-dictionaries";
import { PayloadOutput } from "./payload-output";
import { WrittenDictionaries } from "./written-dictionaries";

/** What to write, and how. */
export interface ArrowWriterOptions {
	/** Fields and metadata of the payload. Dictionaries are numbered anew, so their ids do not matter. */
	readonly schema: Schema;
	readonly format: "file" | "stream";
	/** How buffers are compressed; null for not at all. */
	readonly compression: Compression | null;
	/** Needed, and able to compress, where `compression` is not null. */
	readonly codecs?: Codecs;
	readonly signal?: AbortSignal;
}

/** Writes record batches as one Arrow IPC payload. */
export interface ArrowWriter {
	/**
	 * Writes one record batch, dictionaries it needs first. Its arrays must not change until the promise settles.
	 *
	 * It may be called again before that: batches go out in the order of the calls, one being compressed while the one
	 * before is written. Await all but the last one or two to bound the memory.
	 *
	 * @throws INVALID_ARGUMENT where the batch does not fit the schema, or a file would need a second dictionary for a column:
	 * nothing was written, and the writer can go on. After any other error it cannot: the sink's own codes, OUT_OF_MEMORY, ABORTED.
	 * CLOSED after {@link close}.
	 */
	write(batch: BatchData): Promise<void>;
	/**
	 * Ends the payload (a file gets its footer) once all batches are written: how many rows and bytes it has. The sink stays open.
	 *
	 * @throws as {@link write}
	 */
	close(): Promise<{ rows: number; bytes: number }>;
}

/** Buffers being compressed at once: enough to keep Node's four threads busy, not so many that those that are done wait long to be written. */
const COMPRESSIONS = 6;

/** Smaller bodies are waited for: their bytes are gathered into one write with others. */
const WRITTEN_WHILE_PACKED = 1024 * 1024;

/** What 64-bit lengths and SIMD like, and what Arrow recommends; in a compressed body it would be wasted. */
const ALIGNMENT = { plain: 64, compressed: 8 };

// "ARROW1" and two bytes of padding; the end of a file has no padding.
const MAGIC = Uint8Array.of(0x41, 0x52, 0x52, 0x4f, 0x57, 0x31, 0, 0);

/**
 * A writer of the Arrow IPC file or stream format, metadata version V5, little-endian, into `sink`.
 *
 * | payload | |
 * | --- | --- |
 * | `ARROW1\0\0` | files only |
 * | schema message | |
 * | messages | a record batch each, before it the dictionary batches it needs |
 * | FF FF FF FF 00 00 00 00 | end of stream |
 * | footer, int32 its length, `ARROW1` | files only |
 *
 * Source: https://arrow.apache.org/docs/format/Columnar.html#serialization-and-interprocess-communication-ipc
 *
 * @throws TYPE_UNSUPPORTED for list views and run-end encoding, NATIVE_UNAVAILABLE where the codecs cannot compress
 */
export function createArrowWriter(sink: ByteSink, options: ArrowWriterOptions): ArrowWriter {
	return new PayloadArrowWriter(sink, options);
}

/** Loaded when something is written: who only reads pays for none of apache-arrow's 45 modules. */
const messages = () => import("./message");

/** Loads what the first {@link createArrowWriter} needs, before there is anything to write. */
export async function preloadArrowWriter(): Promise<void> {
	await messages();
}

class PayloadArrowWriter implements ArrowWriter {
	readonly #options: ArrowWriterOptions;
	readonly #schema: Schema;
	readonly #output: PayloadOutput;
	readonly #alignment: number;
	readonly #pack: (buffer: Uint8Array) => Promise<Uint8Array[]>;
	readonly #dictionaries: WrittenDictionaries;
	readonly #dictionaryBlocks: MessageBlock[] = [];
	readonly #batchBlocks: MessageBlock[] = [];
	#rows = 0;
	/** What is being written; the next thing begins when it is done. */
	#turn: Promise<void>;
	#closed: Promise<{ rows: number; bytes: number }> | null = null;

	constructor(sink: ByteSink, options: ArrowWriterOptions) {
		const { compression, codecs, signal } = options;
		this.#options = options;
		this.#schema = numberDictionaries(options.schema);
		this.#output = new PayloadOutput(sink, signal);
		this.#dictionaries = new WrittenDictionaries(options.format);
		this.#alignment = compression === null ? ALIGNMENT.plain : ALIGNMENT.compressed;
		if (compression === null) {
			this.#pack = async (buffer) => [buffer];
		} else {
			const compress = codecs?.compress?.bind(codecs);
			if (compress === undefined) {
				throw new AllyeError(
					"NATIVE_UNAVAILABLE",
					`Writing with ${compression} compression needs codecs that can compress, as those of @allye/native. ` +
						"Pass them as `codecs`, or write with `compression: null`.",
				);
			}
			const limiter = new Limiter(COMPRESSIONS);
			this.#pack = (buffer) => limiter.run(() => compressBuffer(buffer, compression, compress, signal));
		}
		checkWritable(options.schema.fields);
		this.#turn = Promise.resolve();
		this.#inTurn(async () => {
			if (options.format === "file") await this.#output.write(MAGIC);
			const { schemaMessage } = await messages();
			await this.#putMessage(schemaMessage(this.#schema), []);
		}).catch(() => {}); // The next write or close reports it.
	}

	async write(batch: BatchData): Promise<void> {
		this.#checkOpen();
		checkBatch(this.#schema, batch);
		const { compression } = this.#options;
		const { fields } = this.#schema;
		const pending = this.#dictionaries.next(fields, batch.columns);
		const encode = (columns: readonly ArrayData[]) => encodeBody(columns, this.#alignment, this.#pack);
		const dictionaries = pending.map((each) => ({ ...each, body: encode([each.values]) }));
		const body = encode(batch.columns);
		await this.#inTurn(async () => {
			const { dictionaryMessage, recordBatchMessage } = await messages();
			for (const { id, isDelta, values, body } of dictionaries) {
				const block = await this.#putBody(body, (shape) =>
					dictionaryMessage({ id, isDelta, length: values.length }, shape, compression),
				);
				this.#dictionaryBlocks.push(block);
			}
			const block = await this.#putBody(body, (shape) =>
				recordBatchMessage(batch.length, shape, compression),
			);
			await this.#output.release();
			this.#batchBlocks.push(block);
			this.#rows += batch.length;
		});
	}

	close(): Promise<{ rows: number; bytes: number }> {
		this.#closed ??= this.#inTurn(() => this.#end()).then(() => ({
			rows: this.#rows,
			bytes: this.#output.position,
		}));
		return this.#closed;
	}

	async #end(): Promise<void> {
		await this.#output.write(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0));
		if (this.#options.format === "file") {
			const { footer } = await messages();
			const bytes = footer(this.#schema, this.#dictionaryBlocks, this.#batchBlocks);
			await this.#output.write(bytes);
			await this.#output.write(int32(bytes.length));
			await this.#output.write(MAGIC.subarray(0, 6));
		}
		await this.#output.flush();
	}

	/** Once a turn has failed the payload is broken, so every later one fails with the same error. */
	#inTurn(work: () => Promise<void>): Promise<void> {
		this.#turn = this.#turn.then(work);
		return this.#turn;
	}

	/** The body goes out while it is being packed, if the sink can leave room for what is before it and says how long its parts are. */
	async #putBody(body: EncodedBody, metadataOf: (shape: BodyShape) => Uint8Array): Promise<MessageBlock> {
		const offset = this.#output.position;
		const room = this.#headLength(offset, metadataOf(body.draft));
		const fill = body.unpackedLength < WRITTEN_WHILE_PACKED ? null : await this.#output.reserve(room);
		if (fill !== null) {
			const shape = await body.lay((piece) => this.#output.write(piece));
			await fill(messageHead(metadataOf(shape), room));
			return { offset, metadataLength: room, bodyLength: shape.length };
		}
		const pieces: Uint8Array[] = [];
		const shape = await body.lay(async (piece) => void pieces.push(piece));
		return this.#putMessage(metadataOf(shape), pieces, shape.length);
	}

	async #putMessage(
		metadata: Uint8Array,
		pieces: readonly Uint8Array[],
		bodyLength = 0,
	): Promise<MessageBlock> {
		const offset = this.#output.position;
		const metadataLength = this.#headLength(offset, metadata);
		await this.#output.write(messageHead(metadata, metadataLength));
		for (const piece of pieces) await this.#output.write(piece);
		return { offset, metadataLength, bodyLength };
	}

	/** Of a message at `offset`, padded so that its body is aligned. */
	#headLength(offset: number, metadata: Uint8Array): number {
		return 8 + metadata.length + paddingOf(offset + 8 + metadata.length, this.#alignment);
	}

	#checkOpen(): void {
		throwIfAborted(this.#options.signal, "Writing an Arrow payload");
		if (this.#closed === null) return;
		throw new AllyeError(
			"CLOSED",
			"This Arrow writer was closed before. Create another for another payload.",
		);
	}
}

/**
 * | bytes | what is before a message's body |
 * | --- | --- |
 * | 4 | FF FF FF FF |
 * | 4 | int32, length of the metadata and its padding |
 * | … | metadata, padded |
 */
function messageHead(metadata: Uint8Array, length: number): Uint8Array {
	const head = new Uint8Array(length);
	head.fill(0xff, 0, 4);
	head.set(int32(length - 8), 4);
	head.set(metadata, 8);
	return head;
}

function int32(value: number): Uint8Array {
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setInt32(0, value, true);
	return bytes;
}
