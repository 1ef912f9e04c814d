import { strip } from "./python-strip";

const DECIMAL = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/;
const SPECIAL = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i;

/**
 * Python's float(text), or null where Python raises ValueError: white space round it, "_" between digits, "inf" and "nan"
 * in any case, and the decimal digits of every script are taken; hexadecimal and "" are not.
 */
export function pythonFloat(text: string): number | null {
	const ascii = asciiDigits(strip(text));
	if (DECIMAL.test(ascii)) return Number(ascii.replaceAll("_", ""));
	const special = SPECIAL.exec(ascii);
	if (special === null) return null;
	if (special[2] === undefined) return Number.NaN;
	return special[1] === "-" ? -Infinity : Infinity;
}

/** Full-width, Arabic and all other decimal digits as 0 to 9. */
export function asciiDigits(text: string): string {
	return /^[\0-\x7f]*$/.test(text) ? text : text.replace(/\p{Nd}/gu, digitValue);
}

/** Unicode keeps the ten digits of a script together, from zero on, and such runs may touch. */
function digitValue(digit: string): string {
	const code = digit.codePointAt(0)!;
	let zero = code;
	while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
	return String((code - zero) % 10);
}
