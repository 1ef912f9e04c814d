import { isAscii, isUtf8 } from "node:buffer";

export const LF = 0x0a;
export const CR = 0x0d;

/** Called for each line with its text and where it starts, in bytes from the start of `bytes`, and how long it is. */
export type OnLine = (text: string, start: number, length: number) => void;
/** The same of a line that is not UTF-8. */
export type OnBrokenLine = (start: number, length: number) => void;

/**
 * The lines of `bytes`, the last one whether or not it is terminated. A line ends at "\n", "\r\n" or "\r", as in Python's text
 * mode (the line between "\r" and "\n" is empty, and empty lines are left out); U+0085 and U+2028 do not end one. A line that is
 * not UTF-8 is left out: it makes Python's reader fail for good, ours loses only that line.
 */
export function readLines(bytes: Buffer, onLine: OnLine, onBroken?: OnBrokenLine): void {
	const ascii = isAscii(bytes);
	const hasCr = bytes.includes(CR);
	let start = 0;
	while (start < bytes.length) {
		const end = lineEnd(bytes, start, hasCr);
		if (end > start) {
			const text = decode(bytes, start, end, ascii);
			if (text !== null) onLine(text, start, end - start);
			else onBroken?.(start, end - start);
		}
		start = end + 1;
	}
}

/** The offset after the last line end in `bytes`; 0 where there is none. */
export function lastLineEnd(bytes: Buffer): number {
	const afterLf = bytes.lastIndexOf(LF) + 1;
	// Only behind it: nearly always that is nothing, and the whole has no "\r".
	return afterLf + bytes.subarray(afterLf).lastIndexOf(CR) + 1;
}

function lineEnd(bytes: Buffer, start: number, hasCr: boolean): number {
	const found = bytes.indexOf(LF, start);
	const lf = found < 0 ? bytes.length : found;
	if (!hasCr) return lf;
	const cr = bytes.subarray(start, lf).indexOf(CR);
	return cr < 0 ? lf : start + cr;
}

/** null where it is not UTF-8, or longer than a string can be. */
function decode(bytes: Buffer, start: number, end: number, ascii: boolean): string | null {
	try {
		if (ascii) return bytes.toString("latin1", start, end);
		return isUtf8(bytes.subarray(start, end)) ? bytes.toString("utf8", start, end) : null;
	} catch {
		return null;
	}
}
