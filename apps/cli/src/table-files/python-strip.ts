/** What Python's str counts as white space. JavaScript's own list lacks U+001C to U+001F and U+0085, and has U+FEFF. */
const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const ENDS = new RegExp(`^${SPACE}+|${SPACE}+$`, "g");

/** Python's str.strip(). */
export function strip(text: string): string {
	return mayHaveSpace(text.charCodeAt(0)) || mayHaveSpace(text.charCodeAt(text.length - 1))
		? text.replace(ENDS, "")
		: text;
}

/** Nearly every cell starts and ends with a plain character: the regular expression is for the others. */
const mayHaveSpace = (code: number): boolean => code <= 0x20 || code >= 0x85;
