import type { ArrayData } from "../array-data";
import { collectBuffers } from "./collect-buffers";

/** The body of a record batch or dictionary batch, and what its metadata says of it. */
export interface EncodedBody {
	readonly nodes: readonly { length: number; nullCount: number }[];
	/** Where each buffer lies in the body; its length is without padding. */
	readonly regions: readonly { offset: number; length: number }[];
	readonly variadicCounts: readonly number[];
	/** The body's bytes, padding included, in pieces. */
	readonly pieces: readonly Uint8Array[];
	/** Bytes of the body. */
	readonly length: number;
}

/**
 * Lays `arrays` out as a body whose buffers begin at multiples of `alignment`. `pack` turns a buffer into the pieces that
 * are written for it, which is where compression happens; the buffers are packed at the same time.
 */
export async function encodeBody(
	arrays: readonly ArrayData[],
	alignment: number,
	pack: (buffer: Uint8Array) => Promise<Uint8Array[]>,
): Promise<EncodedBody> {
	const { nodes, buffers, variadicCounts } = collectBuffers(arrays);
	const packed = await Promise.all(buffers.map(pack));
	const regions: { offset: number; length: number }[] = [];
	const pieces: Uint8Array[] = [];
	let offset = 0;
	for (const buffer of packed) {
		const length = buffer.reduce((sum, piece) => sum + piece.length, 0);
		regions.push({ offset, length });
		pieces.push(...buffer);
		const padding = paddingOf(length, alignment);
		if (padding > 0) pieces.push(new Uint8Array(padding));
		offset += length + padding;
	}
	return { nodes, regions, variadicCounts, pieces, length: offset };
}

/** Bytes from `length` to the next multiple of `alignment`. */
export const paddingOf = (length: number, alignment: number) =>
	(alignment - (length % alignment)) % alignment;
