/** Characters that would move the cursor, colour the screen, turn the direction of text or break the line. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text from elsewhere, safe to print on one line: a table_name may hold anything. */
export const printable = (text: string): string =>
	text.replace(CONTROLS, (control) => (control === "\t" || control === "\n" ? " " : "\ufffd"));
