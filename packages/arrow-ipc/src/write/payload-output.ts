import { type ByteSink, throwIfAborted } from "@allye/protocol/contract";

/** Pieces smaller than this are gathered. */
const GATHERED = 64 * 1024;

/** Passes bytes on to a sink: large pieces as they are, small ones gathered, so that it is not called for each of them. */
export class PayloadOutput {
	/** Bytes written so far. */
	position = 0;
	readonly #sink: ByteSink;
	readonly #signal: AbortSignal | undefined;
	#gathered = new Uint8Array(GATHERED);
	#length = 0;

	constructor(sink: ByteSink, signal?: AbortSignal) {
		this.#sink = sink;
		this.#signal = signal;
	}

	async write(piece: Uint8Array): Promise<void> {
		if (this.#length + piece.length > GATHERED) await this.flush();
		this.position += piece.length;
		if (piece.length >= GATHERED) return this.#pass(piece);
		this.#gathered.set(piece, this.#length);
		this.#length += piece.length;
	}

	async flush(): Promise<void> {
		if (this.#length === 0) return;
		const bytes = this.#gathered.subarray(0, this.#length);
		// New memory each time: a sink may hold on to what it was given.
		this.#gathered = new Uint8Array(GATHERED);
		this.#length = 0;
		await this.#pass(bytes);
	}

	async #pass(bytes: Uint8Array): Promise<void> {
		throwIfAborted(this.#signal, "Writing an Arrow payload");
		await this.#sink.write(bytes);
	}
}
