import type { FileHandle } from "node:fs/promises";
import type { LineRange } from "./line-store";
import type { ManifestEvent } from "./manifest-event";
import { parseEvent } from "./parse-event";
import { readFully } from "./read-fully";
import { readLines } from "./read-lines";

/** Bytes read at a time around a line that is asked for: its neighbours are likely to be asked for next. */
const WINDOW = 64 * 1024;

/** Parses lines of a manifest at known places, fastest where these are near each other. */
export class EventReader {
	readonly #file: FileHandle;
	#bytes: Buffer;
	#start: number;

	/** @param bytes what is in memory already of the file, from `start` on */
	constructor(file: FileHandle, bytes: Buffer = Buffer.alloc(0), start = 0) {
		this.#file = file;
		this.#bytes = bytes;
		this.#start = start;
	}

	/** The event of a line; null where there is none. A promise only where the file has to be read. */
	event(line: LineRange): ManifestEvent | null | Promise<ManifestEvent | null> {
		return this.#has(line) ? this.#parse(line) : this.#readAndParse(line);
	}

	#has({ start, length }: LineRange): boolean {
		return start >= this.#start && start + length <= this.#start + this.#bytes.length;
	}

	async #readAndParse(line: LineRange): Promise<ManifestEvent | null> {
		const { start, length } = line;
		const backwards = start < this.#start;
		this.#start = backwards ? Math.max(0, Math.min(start, start + length - WINDOW)) : start;
		const end = backwards ? start + length : start + Math.max(length, WINDOW);
		this.#bytes = await readFully(this.#file, this.#start, end - this.#start);
		return this.#parse(line);
	}

	#parse({ start, length }: LineRange): ManifestEvent | null {
		const from = start - this.#start;
		let event: ManifestEvent | null = null;
		readLines(this.#bytes.subarray(from, from + length), (text) => {
			event = parseEvent(text);
		});
		return event;
	}
}
