import { AllyeError, isAllyeError, throwIfAborted } from "@allye/protocol/contract";
import type { Codecs, Compression } from "../codecs";

/** No frame of either codec, with its prefix, is smaller than so few bytes. */
const TOO_SMALL = 24;

/**
 * The least share of its bytes that a large buffer must lose, as the codec sees it. Decoding costs every reader more than to read so little more.
 */
const LEAST_SAVING = 1 / 16;

/**
 * A buffer as a compressed body holds it, in the pieces to write one after the other:
 *
 * | bytes | what |
 * | --- | --- |
 * | 8 | length before compression, int64 little-endian; -1 where what follows is not compressed |
 * | … | the frame, or the buffer itself where a frame would not be (much) smaller |
 *
 * An empty buffer stays empty. Source: Message.fbs, BodyCompressionMethod
 *
 * @throws OUT_OF_MEMORY, ABORTED
 */
export async function compressBuffer(
	buffer: Uint8Array,
	compression: Compression,
	compress: NonNullable<Codecs["compress"]>,
	signal?: AbortSignal,
): Promise<Uint8Array[]> {
	throwIfAborted(signal, "Writing an Arrow payload");
	if (buffer.length === 0) return [];
	if (buffer.length < TOO_SMALL) return [prefix(-1), buffer];
	const frame = await compress(compression, buffer, { leastSaving: LEAST_SAVING, signal }).catch((cause) => {
		throwIfAborted(signal, "Writing an Arrow payload");
		if (isAllyeError(cause)) throw cause;
		// A codec takes any bytes; all it can lack is memory.
		throw new AllyeError(
			"OUT_OF_MEMORY",
			`Compressing a buffer of ${buffer.length} bytes (${compression}) failed: ${cause}. Send fewer rows at a time.`,
			{ cause },
		);
	});
	return frame !== null && frame.length < buffer.length
		? [prefix(buffer.length), frame]
		: [prefix(-1), buffer];
}

function prefix(length: number): Uint8Array {
	const bytes = new Uint8Array(8);
	new DataView(bytes.buffer).setBigInt64(0, BigInt(length), true);
	return bytes;
}
