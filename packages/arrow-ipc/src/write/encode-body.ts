import type { ArrayData } from "../array-data";
import { collectBuffers } from "./collect-buffers";

/** What a record batch's metadata says of its body. */
export interface BodyShape {
	readonly nodes: readonly { length: number; nullCount: number }[];
	/** Where each buffer lies in the body; its length is without padding. */
	readonly regions: readonly { offset: number; length: number }[];
	readonly variadicCounts: readonly number[];
	/** Bytes of the body, padding included. */
	readonly length: number;
}

/** The body of a record batch or dictionary batch. Its buffers are packed at the same time, from the beginning on. */
export interface EncodedBody {
	/** A shape whose metadata takes as many bytes as that of the body: all that is in it has a fixed width. */
	readonly draft: BodyShape;
	/** Bytes of its buffers before they are packed. */
	readonly unpackedLength: number;
	/** Hands the body's bytes to `write`, piece by piece, each when it is packed. */
	lay(write: (piece: Uint8Array) => Promise<void>): Promise<BodyShape>;
}

/** Larger than any body; 0 would be left out of the metadata. */
const SOME_LENGTH = 2 ** 50;

/**
 * A body of `arrays` whose buffers begin at multiples of `alignment`. `pack` turns a buffer into the pieces that are written for it, which
 * is where compression happens.
 */
export function encodeBody(
	arrays: readonly ArrayData[],
	alignment: number,
	pack: (buffer: Uint8Array) => Promise<Uint8Array[]>,
): EncodedBody {
	const { nodes, buffers, variadicCounts } = collectBuffers(arrays);
	const packed = buffers.map(pack);
	// Each is awaited in its turn, which an earlier failure may prevent.
	for (const buffer of packed) buffer.catch(() => {});
	return {
		draft: {
			nodes,
			regions: buffers.map(() => ({ offset: SOME_LENGTH, length: SOME_LENGTH })),
			variadicCounts,
			length: SOME_LENGTH,
		},
		unpackedLength: buffers.reduce((sum, { length }) => sum + length, 0),
		async lay(write) {
			const regions: { offset: number; length: number }[] = [];
			let offset = 0;
			for (const pieces of packed) {
				let length = 0;
				for (const piece of await pieces) {
					await write(piece);
					length += piece.length;
				}
				regions.push({ offset, length });
				const padding = paddingOf(length, alignment);
				if (padding > 0) await write(new Uint8Array(padding));
				offset += length + padding;
			}
			return { nodes, regions, variadicCounts, length: offset };
		},
	};
}

/** Bytes from `length` to the next multiple of `alignment`. */
export const paddingOf = (length: number, alignment: number) =>
	(alignment - (length % alignment)) % alignment;
