import type { Binding } from "./binding";
import { requireFixedMemory } from "./fixed-memory";

/** The lines of one piece that may have the two members; the others surely have not. */
export interface ScannedLines {
	/** Where each line begins, in bytes. */
	readonly starts: Int32Array;
	/** Bytes of each line, without its end. */
	readonly lengths: Int32Array;
	/**
	 * A number for what stands between `"first":"` and the quote behind the second text: equal bytes, equal numbers, by order of
	 * first appearance. -1 where only parsing the line can tell.
	 */
	readonly codes: Int32Array;
	/** What the numbers that are new stand for: `bytes[offsets[i] .. offsets[i + 1]]`, one behind the other. */
	readonly offsets: Int32Array;
	readonly bytes: Uint8Array;
}

/**
 * Finds in lines of JSON the texts of two members, the second right behind the first (`"first":"…","second":"…"`), without parsing
 * the lines. Where it gives a number, the line, if it is an object with these members at all, has no other texts for them: a key
 * that stands twice, in another order or in another spelling, or a "\r" inside the line, gives -1.
 */
export interface LineScanner {
	/**
	 * Scans lines that end with "\n" or "\r\n", or with the piece, on a worker thread. One call at a time; `piece` must not change until
	 * the promise settles, and be shorter than 2 GiB (EINVAL).
	 */
	scan(piece: Uint8Array): Promise<ScannedLines>;
}

/** {@link LineScanner} by the addon. */
export function lineScannerOf(binding: Binding, first: string, second: string): LineScanner {
	const scanner = binding.createLineScanner(first, second);
	return {
		async scan(piece) {
			requireFixedMemory(piece, "piece");
			return binding.scanLines(scanner, piece);
		},
	};
}
