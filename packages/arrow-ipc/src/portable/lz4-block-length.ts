/**
 * Bytes that an LZ4 block, `input[start .. end]`, decodes to; null where it is broken: where a length or an offset is cut off, literals reach
 * beyond the block, or a match begins before the `before` bytes that were decoded already.
 *
 * lz4js decodes without looking at any of that: it would read past the block, make up zeros, or run for minutes.
 *
 * | a sequence | |
 * | --- | --- |
 * | 1 byte | literal length (high 4 bits), match length - 4 (low 4 bits) |
 * | 0 or more | rest of the literal length, where that is 15: bytes up to the first that is not 255 |
 * | … | literals; the last sequence ends here |
 * | 2 bytes | offset back to the match, little-endian, not 0 |
 * | 0 or more | rest of the match length, likewise |
 *
 * Source: https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
 */
export function lz4BlockLength(input: Uint8Array, start: number, end: number, before: number): number | null {
	let at = start;
	let decoded = 0;
	while (at < end) {
		const token = input[at++];
		let literals = token >> 4;
		if (literals === 15) {
			let more = 255;
			while (more === 255) {
				if (at >= end) return null;
				more = input[at++];
				literals += more;
			}
		}
		if (literals > end - at) return null;
		at += literals;
		decoded += literals;
		if (at === end) return decoded;
		if (end - at < 2) return null;
		const offset = input[at] | (input[at + 1] << 8);
		at += 2;
		if (offset === 0 || offset > before + decoded) return null;
		let match = (token & 15) + 4;
		if (match === 19) {
			let more = 255;
			while (more === 255) {
				if (at >= end) return null;
				more = input[at++];
				match += more;
			}
		}
		decoded += match;
	}
	return null;
}
