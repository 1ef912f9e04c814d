import type { Compression } from "../codecs";
import type { BufferRange } from "./batch-reader";
import type { DecodeCall } from "./decode-call";
import type { Place } from "./place";
import type { Region } from "./record-batch";
import type { Scratch } from "./scratch-memory";

/** The decoded length in front of the frame. */
export const PREFIX_BYTES = 8;

/** Most that a frame can grow: a zstd block of 4 bytes makes 128 KiB, an LZ4 byte at most 255. */
const MAX_GROWTH = { zstd: 32768, lz4_frame: 256 };

/** What a builder that doubles its memory may leave behind the last value, above the double. */
const SLACK = 64 * 1024;

/** Decoded bytes of one zstd block, the least that can be decoded; LZ4's are half as large by default. */
const BLOCK = 128 * 1024;

/** Whole buffers above are decoded in one piece. */
const LARGE = 256 * 1024;

/** Read beyond the guess of what a range needs, since blocks differ. */
const MARGIN = 8 * 1024;

/**
 * Bytes `range.from` to `range.to` of a compressed buffer, decoded. Only as much of it is read and decoded as these need,
 * where the codecs can; nothing is allocated by a length that the payload only claims.
 *
 * | compressed buffer | |
 * | --- | --- |
 * | 8 | int64, decoded length; -1 where the rest is stored as it is |
 * | rest | one frame |
 *
 * Source: Arrow format, Message.fbs, BodyCompressionMethod.BUFFER.
 */
export async function readCompressed(
	call: DecodeCall,
	codec: Compression,
	region: Region,
	range: BufferRange,
	place: Place,
): Promise<Uint8Array> {
	const { from, to, into } = range;
	if (to === from && into === undefined) return call.allocate(0, place);
	if (region.length < PREFIX_BYTES) throw tooShort(place, region.length, PREFIX_BYTES);
	const part = loadPart(call, codec, region, range, place);
	if (part !== null) return part;
	if (call.decoders.areAvailable) {
		const bytes = await decodeBySource(call, codec, region, range, place);
		if (bytes !== null) return bytes;
	}
	return call.scratch.use((scratch) => decodeCompressed(call, codec, region, range, place, scratch));
}

/** By a kernel, in one task; null where there is none, for large parts, and where a decoder that keeps its place does it. */
function loadPart(
	call: DecodeCall,
	codec: Compression,
	region: Region,
	{ from, to, whole, into }: BufferRange,
	place: Place,
): Promise<Uint8Array> | null {
	const mostDecoded = (region.length - PREFIX_BYTES) * MAX_GROWTH[codec];
	// What cannot be is refused by those who say why.
	if (to === null || to - from > LARGE || Math.max(to, whole ?? 0) > mostDecoded) return null;
	if (call.loaders === null || call.decoders.keepPlaces) return null;
	const bytes = into ?? call.allocate(to - from, place);
	return call.loadBytes(codec, region, from, whole, bytes, place)?.then(() => bytes) ?? null;
}

/**
 * By the source's own decoder: one way to another thread and back instead of two or more. Null where it has none just now, and for most of
 * a large buffer, which is decoded more quickly in one piece.
 */
async function decodeBySource(
	call: DecodeCall,
	codec: Compression,
	region: Region,
	range: BufferRange,
	place: Place,
): Promise<Uint8Array | null> {
	const { from, into } = range;
	const frame = { offset: region.offset + PREFIX_BYTES, length: region.length - PREFIX_BYTES };
	const { decodedLength, isFrame } = readPrefix(await call.head(region.offset), frame.length, codec, place);
	checkLength(decodedLength, range, place);
	const to = range.to ?? decodedLength;
	if (from === 0 && to === decodedLength && decodedLength > LARGE) return null;
	const bytes = into ?? call.allocate(to - from, place);
	if (!isFrame) {
		await call.read(frame.offset + from, bytes, true);
		return bytes;
	}
	const filled = await call.decodeFrame(codec, frame, { from, to, decodedLength }, bytes, place);
	if (filled === null) return null;
	if (filled === bytes.length) return bytes;
	throw place.corrupt(`a buffer decodes to ${from + filled} bytes or fewer where it claims ${decodedLength}`);
}

async function decodeCompressed(
	call: DecodeCall,
	codec: Compression,
	region: Region,
	range: BufferRange,
	place: Place,
	scratch: Scratch,
): Promise<Uint8Array> {
	const { from, into } = range;
	let stored: Uint8Array = new Uint8Array(0);
	await extend(range.to === null || !call.decodesRanges ? region.length : firstGuess(region, range));
	const frameLength = region.length - PREFIX_BYTES;
	const { decodedLength, isFrame } = readPrefix(stored, frameLength, codec, place);
	checkLength(decodedLength, range, place);
	const to = range.to ?? decodedLength;
	if (!isFrame) {
		if (stored.length >= PREFIX_BYTES + to)
			return copyOf(stored.subarray(PREFIX_BYTES + from, PREFIX_BYTES + to), into);
		const bytes = into ?? call.allocate(to - from, place);
		await call.read(region.offset + PREFIX_BYTES + from, bytes, true);
		return bytes;
	}
	if (from === 0 && to === decodedLength) return decodeWhole(into ?? call.allocate(to, place));
	if (!call.decodesRanges) {
		return copyOf((await decodeWhole(call.allocate(decodedLength, place))).subarray(from, to), into);
	}
	return decodeRange(from, into ?? call.allocate(to - from, place));

	/** Makes `stored` the first `length` bytes of the buffer. */
	async function extend(length: number): Promise<void> {
		const longer = scratch.grow(stored, length);
		await call.read(region.offset + stored.length, longer.subarray(stored.length), false);
		stored = longer;
	}

	async function decodeWhole(output: Uint8Array): Promise<Uint8Array> {
		if (stored.length < region.length) await extend(region.length);
		await call.decompress(codec, stored.subarray(PREFIX_BYTES), output, place);
		return output;
	}

	async function decodeRange(start: number, output: Uint8Array): Promise<Uint8Array> {
		const end = start + output.length;
		for (;;) {
			const filled = await call.decompressRange(codec, stored.subarray(PREFIX_BYTES), start, output, place);
			if (filled === output.length) return output;
			if (stored.length === region.length) {
				throw place.corrupt(`a buffer decodes to ${start + filled} bytes where it claims ${decodedLength}`);
			}
			const guess = guessStored(frameLength, end, decodedLength);
			await extend(Math.min(region.length, Math.max(guess, 2 * stored.length)));
		}
	}
}

/**
 * What the eight bytes before `length` bytes say of them: their decoded length, and whether they are a frame.
 *
 * @throws PAYLOAD_CORRUPT for a length that so many bytes cannot have
 */
export function readPrefix(
	bytes: Uint8Array,
	length: number,
	codec: Compression,
	place: Place,
): { decodedLength: number; isFrame: boolean } {
	const claimed = int64(bytes);
	if (claimed === -1) return { decodedLength: length, isFrame: false };
	if (claimed >= 0 && claimed <= length * MAX_GROWTH[codec]) return { decodedLength: claimed, isFrame: true };
	throw place.corrupt(`a buffer of ${length} bytes claims to decode to ${claimed}`);
}

export function tooShort(place: Place, length: number, needed: number): Error {
	return place.corrupt(`a buffer has ${length} bytes where ${needed} are needed`);
}

function checkLength(decodedLength: number, { from, to, whole }: BufferRange, place: Place): void {
	const needed = Math.max(from, to ?? 0, whole ?? 0);
	if (decodedLength < needed) throw tooShort(place, decodedLength, needed);
	if (whole !== null && decodedLength > 2 * whole + SLACK) {
		throw place.corrupt(`a buffer claims ${decodedLength} bytes where its rows need ${whole}`);
	}
}

/** How much of a buffer to read before its decoded length is known; text is taken to shrink to a half. */
function firstGuess(region: Region, { to, whole }: BufferRange): number {
	const decodedLength = whole ?? 2 * region.length;
	return Math.min(region.length, guessStored(region.length, to ?? decodedLength, decodedLength));
}

/** How much of a buffer holds the blocks up to decoded byte `to`, as if all shrank alike. */
function guessStored(frameLength: number, to: number, decodedLength: number): number {
	const blocks = Math.ceil(to / BLOCK) * BLOCK;
	return PREFIX_BYTES + MARGIN + Math.ceil((1.06 * blocks * frameLength) / Math.max(1, decodedLength));
}

function copyOf(bytes: Uint8Array, into: Uint8Array | undefined): Uint8Array {
	if (into === undefined) return bytes.slice();
	into.set(bytes);
	return into;
}

/** The int64 at the start, as near as a number comes. */
function int64(bytes: Uint8Array): number {
	const view = new DataView(bytes.buffer, bytes.byteOffset);
	return view.getInt32(4, true) * 2 ** 32 + view.getUint32(0, true);
}
