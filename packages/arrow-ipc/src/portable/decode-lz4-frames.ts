import lz4 from "lz4js";
import xxh32 from "lz4js/xxh32.js";
import { lz4BlockLength } from "./lz4-block-length";

const MAGIC = 0x184d2204;
/** Bits of a frame's first flag byte. */
const FLAGS = {
	version: 0xc0,
	independent: 0x20,
	blockChecksum: 0x10,
	contentSize: 0x08,
	contentChecksum: 0x04,
	reserved: 0x02,
	dictionary: 0x01,
};
const VERSION = 0x40;
const STORED = 0x8000_0000;

/**
 * Fills `output` from LZ4 frames, one after the other; the blocks themselves are decoded by lz4js.
 *
 * | bytes | a frame |
 * | --- | --- |
 * | 4 | 04 22 4D 18 |
 * | 1 | {@link FLAGS} |
 * | 1 | maximum block size |
 * | 8 | content size, if flagged |
 * | 1 | second byte of the XXH32 of the 2 or 10 bytes before |
 * | … | blocks: int32 size (highest bit: stored, not compressed), data, XXH32 of the data if flagged |
 * | 4 | 0 |
 * | 4 | XXH32 of the content, if flagged |
 *
 * Source: https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 *
 * @throws Error where they are broken or decode to another length
 */
export function decodeLz4Frames(input: Uint8Array, output: Uint8Array): void {
	const cursor = new Cursor(input);
	let decoded = 0;
	do decoded = decodeFrame(cursor, output, decoded);
	while (cursor.at < input.length);
	if (decoded !== output.length) throw broken(`it decodes to ${decoded} bytes instead of ${output.length}`);
}

/** Decodes one frame to `output[start ..]` and returns where it ends. */
function decodeFrame(cursor: Cursor, output: Uint8Array, start: number): number {
	if (cursor.uint32() !== MAGIC) throw broken("no frame begins where one should");
	const flags = decodeHeader(cursor);
	let end = start;
	for (let size = cursor.uint32(); size !== 0; size = cursor.uint32()) {
		const length = size % STORED;
		const block = cursor.skip(length);
		const history = flags & FLAGS.independent ? 0 : end - start;
		const decoded = size >= STORED ? length : lz4BlockLength(cursor.input, block, block + length, history);
		if (decoded === null) throw broken("a block is malformed");
		if (decoded > output.length - end) throw broken(`it decodes to more than ${output.length} bytes`);
		if (flags & FLAGS.blockChecksum) cursor.expectChecksum(cursor.input, block, length);
		if (size >= STORED) output.set(cursor.input.subarray(block, block + length), end);
		else lz4.decompressBlock(cursor.input, output, block, length, end);
		end += decoded;
	}
	if (flags & FLAGS.contentChecksum) cursor.expectChecksum(output, start, end - start);
	return end;
}

function decodeHeader(cursor: Cursor): number {
	const start = cursor.skip(2);
	const flags = cursor.input[start];
	if ((flags & FLAGS.version) !== VERSION || flags & FLAGS.reserved)
		throw broken("the frame is of an unknown version");
	if (flags & FLAGS.dictionary) throw broken("the frame needs a dictionary");
	// The content size is not needed: the caller knows the length.
	if (flags & FLAGS.contentSize) cursor.skip(8);
	const length = cursor.at - start;
	const checksum = (xxh32.hash(0, cursor.input, start, length) >>> 8) & 0xff;
	if (cursor.input[cursor.skip(1)] !== checksum) throw broken("the frame's header is damaged");
	return flags;
}

class Cursor {
	readonly input: Uint8Array;
	at = 0;

	constructor(input: Uint8Array) {
		this.input = input;
	}

	/** Moves on and returns where it was. */
	skip(bytes: number): number {
		const { at } = this;
		if (bytes > this.input.length - at) throw broken("it ends too early");
		this.at += bytes;
		return at;
	}

	uint32(): number {
		const at = this.skip(4);
		const { input } = this;
		return (input[at] | (input[at + 1] << 8) | (input[at + 2] << 16) | (input[at + 3] << 24)) >>> 0;
	}

	expectChecksum(bytes: Uint8Array, start: number, length: number): void {
		if (this.uint32() !== xxh32.hash(0, bytes, start, length)) throw broken("a checksum does not match");
	}
}

const broken = (why: string) => new Error(`The LZ4 data is broken: ${why}.`);
