/** A value that JSON has too. */
export type Literal = null | boolean | number | string | Literal[] | { [key: string]: Literal };

const TOKEN =
	/\s*(?:([[\](){},:])|(True|False|None)\b|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?![\w.])|'((?:[^'\\\n]|\\[\s\S])*)'|"((?:[^"\\\n]|\\[\s\S])*)")\s*/y;

/**
 * Reads a literal as Python writes it: numbers, quoted text, True, False, None, and lists, tuples (as lists) and dicts
 * (keys as text) of them. undefined where `text` is anything else.
 */
export function pythonLiteral(text: string): Literal | undefined {
	const tokens = tokenize(text);
	if (tokens === undefined) return undefined;
	try {
		const reader = new LiteralReader(tokens);
		const value = reader.value();
		return reader.atEnd ? value : undefined;
	} catch (error) {
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}

/** Writes a value as Python's repr does; text at the top stands as it is, as in str(). */
export function pythonText(value: unknown): string {
	return typeof value === "string" ? value : pythonRepr(value);
}

function pythonRepr(value: unknown): string {
	if (value === null || value === undefined) return "None";
	if (typeof value === "boolean") return value ? "True" : "False";
	if (typeof value === "string") return quoted(value);
	if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
	if (typeof value !== "object") return String(value);
	return `{${Object.entries(value)
		.map(([key, item]) => `${quoted(key)}: ${pythonRepr(item)}`)
		.join(", ")}}`;
}

function quoted(text: string): string {
	const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
	const escaped = text
		.replaceAll("\\", "\\\\")
		.replaceAll("\n", "\\n")
		.replaceAll("\r", "\\r")
		.replaceAll("\t", "\\t");
	return quote + escaped.replaceAll(quote, `\\${quote}`) + quote;
}

type Token = { mark: string } | { literal: null | boolean | number | string };

function tokenize(text: string): Token[] | undefined {
	const tokens: Token[] = [];
	for (let at = 0; at < text.length; ) {
		TOKEN.lastIndex = at;
		const match = TOKEN.exec(text);
		if (match === null) return undefined;
		const [whole, mark, word, number, single, double] = match;
		if (mark !== undefined) tokens.push({ mark });
		else if (word !== undefined) tokens.push({ literal: word === "None" ? null : word === "True" });
		else if (number !== undefined) tokens.push({ literal: Number(number) });
		else tokens.push({ literal: withoutEscapes((single ?? double)!) });
		at += whole.length;
	}
	return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "\n": "" };

function withoutEscapes(text: string): string {
	return text.replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|([\s\S]))/gi, (_, x, u, other) =>
		other === undefined ? String.fromCharCode(Number.parseInt(x ?? u, 16)) : (ESCAPES[other] ?? other),
	);
}

class LiteralReader {
	#at = 0;

	constructor(private readonly tokens: readonly Token[]) {}

	get atEnd(): boolean {
		return this.#at === this.tokens.length;
	}

	value(): Literal {
		const token = this.tokens[this.#at++];
		if (token === undefined) throw new SyntaxError();
		if ("literal" in token) return token.literal;
		if (token.mark === "[") return this.#items("]");
		if (token.mark === "(") return this.#items(")");
		if (token.mark !== "{") throw new SyntaxError();
		return Object.fromEntries(this.#entries());
	}

	#items(close: string): Literal[] {
		const items: Literal[] = [];
		while (!this.#skip(close)) {
			items.push(this.value());
			if (!this.#skip(",") && !this.#next(close)) throw new SyntaxError();
		}
		return items;
	}

	#entries(): [string, Literal][] {
		const entries: [string, Literal][] = [];
		while (!this.#skip("}")) {
			const key = String(this.value());
			if (!this.#skip(":")) throw new SyntaxError();
			entries.push([key, this.value()]);
			if (!this.#skip(",") && !this.#next("}")) throw new SyntaxError();
		}
		return entries;
	}

	#next(mark: string): boolean {
		const token = this.tokens[this.#at];
		return token !== undefined && "mark" in token && token.mark === mark;
	}

	#skip(mark: string): boolean {
		if (!this.#next(mark)) return false;
		this.#at++;
		return true;
	}
}
