import { UNPRINTABLE_RANGES } from "./unprintable-ranges";

const NAMED = new Map([
	["\\", "\\\\"],
	["\n", "\\n"],
	["\r", "\\r"],
	["\t", "\\t"],
]);

/**
 * Python's repr() of a str: its choice of quotes and its escapes, lone surrogates included. What is printable is what
 * Python 3.11 (Unicode 14) says; other versions differ in characters assigned since.
 */
export function pythonRepr(text: string): string {
	const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
	let out = quote;
	for (const character of text) {
		const code = character.codePointAt(0)!;
		if (character === quote) out += `\\${quote}`;
		else if (code > 0x7e ? isPrintable(code) : code >= 0x20 && character !== "\\") out += character;
		else out += NAMED.get(character) ?? escapeCode(code);
	}
	return out + quote;
}

function escapeCode(code: number): string {
	if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
	if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, "0")}`;
	return `\\U${code.toString(16).padStart(8, "0")}`;
}

/** Python's str.isprintable for one code point. */
export function isPrintable(code: number): boolean {
	// The ranges are [first, end) pairs in order: the code is in one where an odd number of bounds are at or below it.
	let low = 0;
	let high = UNPRINTABLE_RANGES.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (UNPRINTABLE_RANGES[middle]! <= code) low = middle + 1;
		else high = middle;
	}
	return low % 2 === 0;
}
