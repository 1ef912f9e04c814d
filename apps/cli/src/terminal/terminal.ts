import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import type { Writable } from "node:stream";
import type { WriteStream } from "node:tty";
import { jsonText } from "./json-text";
import { Progress } from "./progress";
import { type TextColumnLayout, textTable } from "./text-table";

/** Where a command writes: results to standard output; warnings, progress and questions to standard error. */
export class Terminal {
	readonly #out: Writable & Partial<WriteStream>;
	readonly #err: Writable & Partial<WriteStream>;
	readonly #in: NodeJS.ReadStream;
	readonly #signal: AbortSignal;

	constructor(
		{ stdin, stdout: out, stderr: err }: Pick<NodeJS.Process, "stdin" | "stdout" | "stderr">,
		signal: AbortSignal,
	) {
		this.#in = stdin;
		this.#out = out;
		this.#err = err;
		this.#signal = signal;
	}

	/** Writes a line, or `text` as it is if it ends with one. Waits where the reader is slow. */
	async print(text: string): Promise<void> {
		if (!this.#out.write(text.endsWith("\n") ? text : `${text}\n`))
			await once(this.#out, "drain", { signal: this.#signal });
	}

	/** Writes a value as one line of JSON. */
	async printJson(value: unknown): Promise<void> {
		await this.print(jsonText(value));
	}

	/** Writes rows under titles; cut to the terminal's width, whole where there is none. */
	async printTable(layout: readonly TextColumnLayout[], rows: readonly (readonly string[])[]): Promise<void> {
		const width = this.#out.isTTY ? this.#out.columns : undefined;
		await this.print(textTable(layout, rows, { width, title: (text) => this.bold(text) }));
	}

	/** A line beside the result. */
	note(text: string): void {
		this.#err.write(`${text}\n`);
	}

	/** Asks and waits for yes or no; no unless the answer begins with y. null where there is no terminal to ask at. */
	async confirm(question: string): Promise<boolean | null> {
		if (!this.#in.isTTY || !this.#err.isTTY) return null;
		const lines = createInterface({ input: this.#in, output: this.#err, terminal: false });
		// Without this the end of input would leave the question open for ever.
		const ended = once(lines, "close", { signal: this.#signal }).then(() => "");
		try {
			const answer = await Promise.race([
				lines.question(`${question} [y/N] `, { signal: this.#signal }),
				ended,
			]);
			return /^\s*y/i.test(answer);
		} finally {
			ended.catch(() => {});
			lines.close();
		}
	}

	/** Bold, where output is a terminal with colours: NO_COLOR and TERM=dumb turn that off. */
	bold(text: string): string {
		return this.#out.isTTY && this.#out.hasColors?.() ? `\x1b[1m${text}\x1b[22m` : text;
	}

	/** A line of progress, where standard error is a terminal; else nothing. Dispose of it before anything else is written. */
	progress(what: string): Progress {
		return new Progress(what, this.#err.isTTY ? (this.#err as WriteStream) : null);
	}
}
