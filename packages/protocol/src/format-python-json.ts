import { AllyeError } from "./contract";
import type { JsonValue } from "./json-value";
import { MAX_DEPTH, MAX_INT_DIGITS } from "./python-limits";

/** What {@link formatPythonJson} takes: {@link JsonValue}, with interfaces and readonly arrays allowed. */
export type JsonInput = JsonValue | undefined | readonly JsonInput[] | { readonly [key: string]: JsonInput };

/**
 * JSON in ASCII as `json.dumps(value, separators=(",", ":"))` writes it: `\u` escapes, NaN and Infinity, integers of any
 * size. Fields that are undefined are left out.
 *
 * @throws INVALID_ARGUMENT for what Python could not read back: values that JSON does not have, cycles and deep nesting,
 * integers of more than 4,300 digits
 */
export function formatPythonJson(value: JsonInput): string {
	return format(value, 0);
}

function format(value: unknown, depth: number): string {
	if (value === null) return "null";
	if (typeof value === "string") return formatString(value);
	if (typeof value === "number") return formatNumber(value);
	if (typeof value === "boolean") return String(value);
	if (typeof value === "bigint") return formatBigInt(value);
	if (typeof value !== "object") throw refused(`a ${typeof value}`);
	if (depth >= MAX_DEPTH) throw refused(`a value with more than ${MAX_DEPTH} levels`);
	if (Array.isArray(value)) return `[${Array.from(value, (item) => format(item, depth + 1)).join(",")}]`;
	const prototype: unknown = Object.getPrototypeOf(value);
	if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw refused("an object of a class");
	const entries = Object.entries(value).filter(([, item]) => item !== undefined);
	return `{${entries.map(([key, item]) => `${formatString(key)}:${format(item, depth + 1)}`).join(",")}}`;
}

/** JSON.stringify escapes all that must be; what is left beyond ASCII gets its `\u` here, unit by unit. */
function formatString(text: string): string {
	return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) => {
		return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
	});
}

/** A whole number past 2^53 is a float, as Python writes one: without its point it would be read as an integer, a bigint here. */
function formatNumber(value: number): string {
	if (Object.is(value, -0)) return "-0.0";
	const text = String(value);
	return Number.isInteger(value) && !Number.isSafeInteger(value) && !text.includes("e") ? `${text}.0` : text;
}

function formatBigInt(value: bigint): string {
	const text = value.toString();
	if (text.length > MAX_INT_DIGITS) throw refused(`an integer of more than ${MAX_INT_DIGITS} digits`);
	return text;
}

function refused(what: string): AllyeError {
	return new AllyeError(
		"INVALID_ARGUMENT",
		`The manifest cannot hold ${what}. Give numbers, text, true, false, null, and arrays and plain objects of them.`,
	);
}
