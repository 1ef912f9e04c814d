import type { PythonValue } from "./parse-python-json";
import { MAX_INT_DIGITS } from "./python-limits";

const SPACE = "[\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*";
const INTEGER = new RegExp(`^${SPACE}([+-]?)(\\p{Nd}+(?:_\\p{Nd}+)*)${SPACE}$`, "u");
const DIGIT = /^\p{Nd}$/u;

/** Python's int() of a value that json.loads made; undefined where Python raises. */
export function pythonInt(value: PythonValue): bigint | undefined {
	if (typeof value === "bigint") return value;
	if (typeof value === "boolean") return value ? 1n : 0n;
	if (typeof value === "number") return Number.isFinite(value) ? BigInt(Math.trunc(value)) : undefined;
	if (typeof value !== "string") return undefined;
	const match = INTEGER.exec(value);
	if (!match) return undefined;
	const digits = Array.from(match[2]!.replaceAll("_", ""), digitValue).join("");
	if (digits.length > MAX_INT_DIGITS) return undefined;
	return match[1] === "-" ? -BigInt(digits) : BigInt(digits);
}

/** The value of a decimal digit of any script: Unicode has each script's digits in a run that starts at zero. */
function digitValue(digit: string): number {
	const code = digit.codePointAt(0)!;
	if (code < 0x80) return code - 0x30;
	let first = code;
	while (DIGIT.test(String.fromCodePoint(first - 1))) first--;
	return (code - first) % 10;
}
