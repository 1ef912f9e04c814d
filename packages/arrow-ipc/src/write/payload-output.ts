import { type ByteSink, throwIfAborted } from "@allye/protocol/contract";

/** Pieces smaller than this are copied together. */
const COPIED = 64 * 1024;

/** Bytes that are passed on at once: each call is a way to another thread and back. */
const AT_ONCE = 4 * 1024 * 1024;

/** Passes bytes on to a sink, many pieces at once. */
export class PayloadOutput {
	/** Bytes written so far. */
	position = 0;
	readonly #sink: ByteSink;
	readonly #signal: AbortSignal | undefined;
	#pieces: Uint8Array[] = [];
	/** Bytes of the pieces. */
	#length = 0;
	/** Where small pieces are copied to, and how much of it is in the pieces, up to a last part that is not yet. */
	#copies = new Uint8Array(COPIED);
	#copied = 0;
	#passed = 0;
	#holdsViews = false;

	constructor(sink: ByteSink, signal?: AbortSignal) {
		this.#sink = sink;
		this.#signal = signal;
	}

	/** The piece must not change before {@link release} or {@link flush} has settled. */
	async write(piece: Uint8Array): Promise<void> {
		this.position += piece.length;
		if (piece.length < COPIED) {
			if (this.#copied + piece.length > COPIED) this.#renewCopies();
			this.#copies.set(piece, this.#copied);
			this.#copied += piece.length;
		} else {
			this.#addCopies();
			this.#pieces.push(piece);
			this.#holdsViews = true;
		}
		this.#length += piece.length;
		if (this.#length >= AT_ONCE) await this.flush();
	}

	/** As {@link ByteSink.reserve}; null where the sink cannot. */
	async reserve(length: number): Promise<((bytes: Uint8Array) => Promise<void>) | null> {
		if (this.#sink.reserve === undefined) return null;
		await this.flush();
		this.position += length;
		return this.#sink.reserve(length);
	}

	/** Passes on what was not copied. */
	async release(): Promise<void> {
		if (this.#holdsViews) await this.flush();
	}

	async flush(): Promise<void> {
		this.#addCopies();
		const pieces = this.#pieces;
		if (pieces.length === 0) return;
		this.#pieces = [];
		this.#length = 0;
		this.#holdsViews = false;
		throwIfAborted(this.#signal, "Writing an Arrow payload");
		if (this.#sink.writeAll !== undefined) return this.#sink.writeAll(pieces);
		for (const piece of pieces) {
			throwIfAborted(this.#signal, "Writing an Arrow payload");
			await this.#sink.write(piece);
		}
	}

	#addCopies(): void {
		if (this.#copied > this.#passed) this.#pieces.push(this.#copies.subarray(this.#passed, this.#copied));
		this.#passed = this.#copied;
	}

	/** New memory each time: a sink may hold on to what it was given. */
	#renewCopies(): void {
		this.#addCopies();
		this.#copies = new Uint8Array(COPIED);
		this.#copied = 0;
		this.#passed = 0;
	}
}
