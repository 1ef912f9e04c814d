/** Where a line lies in the manifest, in bytes. */
export interface LineRange {
	start: number;
	length: number;
}

const NONE = -1;

/** Where lines lie, each with the one before it that belongs to the same stream: 16 bytes a line. Lines are numbered from 0 on. */
export class LineStore {
	#starts = new Float64Array(1024);
	#lengths = new Uint32Array(1024);
	#previous = new Int32Array(1024);
	#count = 0;

	get count(): number {
		return this.#count;
	}

	/** @param previous the stream's line before, -1 for none */
	add(start: number, length: number, previous: number): number {
		if (this.#count === this.#starts.length) this.#grow();
		const line = this.#count++;
		this.#starts[line] = start;
		this.#lengths[line] = length;
		this.#previous[line] = previous;
		return line;
	}

	range(line: number): LineRange {
		return { start: this.#starts[line]!, length: this.#lengths[line]! };
	}

	/** `last` and the lines of its stream before it, backwards, but for `until` and those before that. */
	*backwards(last: number, until = NONE): Iterable<number> {
		for (let line = last; line !== until; line = this.#previous[line]!) yield line;
	}

	#grow(): void {
		const room = this.#count * 2;
		const [starts, lengths, previous] = [this.#starts, this.#lengths, this.#previous];
		this.#starts = new Float64Array(room);
		this.#starts.set(starts);
		this.#lengths = new Uint32Array(room);
		this.#lengths.set(lengths);
		this.#previous = new Int32Array(room);
		this.#previous.set(previous);
	}
}
