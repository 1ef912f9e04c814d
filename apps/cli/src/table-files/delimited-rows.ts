export interface Dialect {
	readonly delimiter: string;
	readonly quote: string;
}

const LF = 10;
const CR = 13;
const SPACE = 32;

type State = "record start" | "field start" | "field" | "quoted" | "quote in quoted";

/**
 * Splits delimited text into rows of cells, piece by piece, as Python's csv.reader does with skipinitialspace: a quote
 * counts at the start of a cell only, a doubled one is a quote, rows end at \n, \r or \r\n, an empty line is a row of no
 * cells, and an unfinished quoted cell ends with the text.
 */
export class DelimitedRows {
	readonly #delimiter: number;
	readonly #quote: number;
	#state: State = "record start";
	#afterCr = false;
	#field = "";
	#row: string[] = [];

	constructor({ delimiter, quote }: Dialect) {
		this.#delimiter = delimiter.charCodeAt(0);
		this.#quote = quote.charCodeAt(0);
	}

	/** The rows that `text` completes. */
	push(text: string): string[][] {
		const rows: string[][] = [];
		let start = 0;
		for (let i = 0; i < text.length; i++) {
			const code = text.charCodeAt(i);
			if (this.#state === "quoted") {
				if (code !== this.#quote) continue;
				this.#field += text.slice(start, i);
				this.#state = "quote in quoted";
				continue;
			}
			if (this.#state === "field") {
				if (code !== this.#delimiter && code !== LF && code !== CR) continue;
				this.#field += text.slice(start, i);
			}
			start = this.#step(code, i, rows);
		}
		if (this.#state === "quoted" || this.#state === "field") this.#field += text.slice(start);
		return rows;
	}

	/** The last row, where the text did not end with a line break. */
	end(): string[][] {
		if (this.#state === "record start") return [];
		const rows: string[][] = [];
		this.#endRow(rows);
		return rows;
	}

	/** Takes a character that is not plainly inside of a cell; returns where the text of the cell goes on. */
	#step(code: number, i: number, rows: string[][]): number {
		const followsCr = this.#afterCr;
		this.#afterCr = false;
		if (code === LF && followsCr && this.#state === "record start") return i + 1;
		if (code === LF || code === CR) {
			this.#afterCr = code === CR;
			if (this.#state === "record start") rows.push([]);
			else this.#endRow(rows);
			return i + 1;
		}
		if (this.#state === "quote in quoted") {
			if (code === this.#delimiter) this.#endField();
			else this.#state = code === this.#quote ? "quoted" : "field";
			return code === this.#delimiter ? i + 1 : i;
		}
		if (this.#state !== "field") {
			if (code === this.#quote) {
				this.#state = "quoted";
				return i + 1;
			}
			if (code === SPACE) {
				this.#state = "field start";
				return i + 1;
			}
		}
		if (code === this.#delimiter) {
			this.#endField();
			return i + 1;
		}
		this.#state = "field";
		return i;
	}

	#endField(): void {
		this.#row.push(this.#field);
		this.#field = "";
		this.#state = "field start";
	}

	#endRow(rows: string[][]): void {
		this.#endField();
		rows.push(this.#row);
		this.#row = [];
		this.#state = "record start";
	}
}
