import { type JsonObject, type JsonValue, setOwn } from "./json-value";
import { parsePlainJson } from "./parse-plain-json";
import { MAX_DEPTH, MAX_INT_DIGITS } from "./python-limits";

/** JSON as Python has it in memory: every int a bigint, every float a number, dicts in order. */
export type PythonValue = null | boolean | bigint | number | string | PythonValue[] | PythonDict;
export type PythonDict = Map<string, PythonValue>;

/**
 * Reads JSON as Python's json.loads does: NaN, Infinity and -Infinity, integers of any size (bigint past 2^53), the last of
 * duplicate keys, lone surrogates.
 *
 * @throws SyntaxError where Python raises
 */
export function parsePythonJson(text: string): JsonValue {
	return parsePlainJson(text) ?? toJsonValue(parsePythonValue(text));
}

/** A {@link PythonValue} as {@link JsonValue}: integers as numbers where these are exact. */
export function toJsonValue(value: PythonValue): JsonValue {
	if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
	if (Array.isArray(value)) return value.map(toJsonValue);
	if (!(value instanceof Map)) return value;
	const object: JsonObject = {};
	for (const [key, item] of value) setOwn(object, key, toJsonValue(item));
	return object;
}

/** As {@link parsePythonJson}, ints and floats told apart. @throws SyntaxError where Python raises */
export function parsePythonValue(text: string): PythonValue {
	return new Parser(text).document();
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /(-?)(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const CONSTANTS = new Map<string, PythonValue>([
	["null", null],
	["true", true],
	["false", false],
	["NaN", Number.NaN],
	["Infinity", Number.POSITIVE_INFINITY],
	["-Infinity", Number.NEGATIVE_INFINITY],
]);

class Parser {
	readonly #text: string;
	#at = 0;
	#depth = 0;

	constructor(text: string) {
		this.#text = text;
	}

	document(): PythonValue {
		this.#skipSpace();
		const value = this.#value();
		this.#skipSpace();
		if (this.#at < this.#text.length) this.#fail("the end");
		return value;
	}

	#value(): PythonValue {
		const next = this.#text[this.#at];
		if (next === '"') return this.#string();
		if (next === "{") return this.#nested(() => this.#object());
		if (next === "[") return this.#nested(() => this.#array());
		const number = this.#match(NUMBER);
		if (number) {
			const [text, , integer, fraction, exponent] = number;
			if (fraction !== undefined || exponent !== undefined) return Number(text);
			if (integer!.length > MAX_INT_DIGITS) this.#fail(`at most ${MAX_INT_DIGITS} digits`);
			return BigInt(text);
		}
		for (const [name, value] of CONSTANTS) {
			if (!this.#text.startsWith(name, this.#at)) continue;
			this.#at += name.length;
			return value;
		}
		return this.#fail("a value");
	}

	#nested<T>(read: () => T): T {
		if (++this.#depth > MAX_DEPTH) this.#fail(`at most ${MAX_DEPTH} levels`);
		this.#at++;
		const value = read();
		this.#depth--;
		return value;
	}

	#object(): PythonDict {
		const object: PythonDict = new Map();
		this.#skipSpace();
		if (this.#take("}")) return object;
		do {
			this.#skipSpace();
			const key = this.#string();
			this.#skipSpace();
			if (!this.#take(":")) this.#fail("':'");
			this.#skipSpace();
			object.set(key, this.#value());
			this.#skipSpace();
		} while (this.#take(","));
		if (!this.#take("}")) this.#fail("',' or '}'");
		return object;
	}

	#array(): PythonValue[] {
		const array: PythonValue[] = [];
		this.#skipSpace();
		if (this.#take("]")) return array;
		do {
			this.#skipSpace();
			array.push(this.#value());
			this.#skipSpace();
		} while (this.#take(","));
		if (!this.#take("]")) this.#fail("',' or ']'");
		return array;
	}

	#string(): string {
		const start = this.#at;
		if (this.#text[start] !== '"') this.#fail("a string");
		let end = start;
		do {
			end = this.#text.indexOf('"', end + 1);
			if (end < 0) this.#fail("the end of a string");
		} while (this.#isEscaped(end));
		this.#at = end + 1;
		// Escapes, control characters and lone surrogates are the same to both languages.
		return JSON.parse(this.#text.slice(start, this.#at)) as string;
	}

	#isEscaped(at: number): boolean {
		let before = at;
		while (this.#text[before - 1] === "\\") before--;
		return (at - before) % 2 === 1;
	}

	#skipSpace(): void {
		this.#match(SPACE);
	}

	#take(character: string): boolean {
		if (this.#text[this.#at] !== character) return false;
		this.#at++;
		return true;
	}

	#match(pattern: RegExp): RegExpExecArray | null {
		pattern.lastIndex = this.#at;
		const match = pattern.exec(this.#text);
		if (match) this.#at = pattern.lastIndex;
		return match;
	}

	#fail(expected: string): never {
		throw new SyntaxError(`Expected ${expected} at character ${this.#at} of a JSON text`);
	}
}
