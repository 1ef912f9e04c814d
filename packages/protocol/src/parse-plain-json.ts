import type { JsonValue } from "./json-value";
import { MAX_DEPTH, MAX_INT_DIGITS } from "./python-limits";

/**
 * JSON.parse where its result is also Python's; undefined where it may not be, or where it is null or not valid. Integers past
 * 2^53 would be rounded, -0 is 0 to Python, and Python refuses deep nesting and integers of very many digits.
 */
export function parsePlainJson(text: string): JsonValue | undefined {
	// Before parsing, for the earlier one of two equal keys leaves no trace. Ordinary lines are too short for either.
	if (text.length > 2 * MAX_DEPTH && (countOpeners(text) > MAX_DEPTH || hasTooManyDigits(text)))
		return undefined;
	try {
		const value = JSON.parse(text) as JsonValue;
		return value !== null && hasPlainNumbers(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** So many digits in a row that one of every so many characters is among them. */
function hasTooManyDigits(text: string): boolean {
	for (let at = MAX_INT_DIGITS; at < text.length; at += MAX_INT_DIGITS + 1) {
		let start = at;
		let end = at;
		while (isDigit(text.charCodeAt(start - 1))) start--;
		while (isDigit(text.charCodeAt(end))) end++;
		if (end - start > MAX_INT_DIGITS) return true;
	}
	return false;
}

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

function countOpeners(text: string): number {
	let count = 0;
	for (let i = 0; i < text.length; i++) {
		const unit = text.charCodeAt(i);
		if (unit === 0x5b || unit === 0x7b) count++;
	}
	return count;
}

function hasPlainNumbers(value: JsonValue): boolean {
	if (typeof value === "number") return Math.abs(value) <= Number.MAX_SAFE_INTEGER && !Object.is(value, -0);
	if (typeof value !== "object" || value === null) return true;
	if (Array.isArray(value)) return value.every(hasPlainNumbers);
	for (const key in value) if (!hasPlainNumbers(value[key]!)) return false;
	return true;
}
