import type { ByteSource, DecodeRequest, RangeDecoder } from "@allye/protocol/contract";
import type { Compression } from "../codecs";
import { Together } from "../together";
import { CloseOnAbort } from "./close-on-abort";
import type { Region } from "./record-batch";

/** What keeping a decoder's place takes until it is known: zstd's window at level 1, a block, tables. */
const USUAL_BYTES = 1024 * 1024;

const HEAD_BYTES = 8;

/** How much is kept between reads, and for what order of them. */
export interface RangeDecodersOptions {
	/** Memory that decoders may hold between calls, so that reading on decodes nothing twice. 0: none is kept. */
	maxBytes: number;
	/**
	 * In which order reads come. "sequential": on through all buffers and round again, where the one that was kept first is needed first, so
	 * that beyond `maxBytes` no more are kept; "random": the one not used for longest makes room.
	 */
	order: "sequential" | "random";
}

interface Task extends Omit<DecodeRequest, "decoder"> {
	readonly key: string;
	readonly open: () => RangeDecoder | null;
	readonly signal: AbortSignal | undefined;
}

/** Decodes ranges of a source's compressed buffers where the source can do that by itself. */
export class RangeDecoders {
	/** The one not used for longest first. */
	readonly #kept = new Map<string, { decoder: RangeDecoder; bytes: number }>();
	readonly #together = new Together<Task, number | null>((tasks) => this.#run(tasks));
	readonly #heads = new Together<number, Uint8Array>((offsets) => this.#readHeads(offsets));
	readonly #closeOnAbort = new CloseOnAbort();
	#bytes = 0;
	#isClosed = false;

	constructor(
		private readonly source: ByteSource,
		private readonly options: RangeDecodersOptions,
	) {}

	/** Whether the source has decoders; a single one may be refused all the same. */
	get areAvailable(): boolean {
		const { openDecoder, decodeMany, readMany } = this.source;
		return openDecoder !== undefined && decodeMany !== undefined && readMany !== undefined;
	}

	/** Whether a later call may go on where an earlier one stopped. */
	get keepPlaces(): boolean {
		return this.options.maxBytes > 0;
	}

	/** The eight bytes at `offset`; all calls of one turn of the event loop go out together. */
	head(offset: number): Promise<Uint8Array> {
		return this.#heads.ask(offset);
	}

	/**
	 * Fills `output` with ranges of the decoded bytes of a frame; all calls of one turn of the event loop go out together.
	 *
	 * @param ranges starts and ends, in turn, rising
	 * @param isLast nothing behind them will be needed
	 * @returns bytes filled, fewer only where the frame ends before; null where the source could not
	 */
	decode(
		codec: Compression,
		{ offset, length }: Region,
		ranges: Float64Array,
		output: Uint8Array,
		isLast: boolean,
		signal: AbortSignal | undefined,
	): Promise<number | null> {
		const key = `${codec} ${offset} ${length}`;
		const open = () => this.source.openDecoder!(codec, offset, length);
		const keep = !isLast && this.options.maxBytes > 0 && !this.#isClosed;
		return this.#together.ask({ key, open, ranges, output, keep, signal });
	}

	/** Gives all memory back. Later calls keep none. */
	close(): void {
		this.#isClosed = true;
		for (const { decoder } of this.#kept.values()) decoder.close();
		this.#kept.clear();
		this.#bytes = 0;
	}

	async #readHeads(offsets: readonly number[]): Promise<Uint8Array[]> {
		const bytes = await this.source.readMany!(Float64Array.from(offsets), HEAD_BYTES);
		return offsets.map((_, i) => bytes.subarray(i * HEAD_BYTES, (i + 1) * HEAD_BYTES));
	}

	async #run(tasks: readonly Task[]): Promise<readonly (number | null | Error)[]> {
		const results = new Array<number | null | Error>(tasks.length).fill(null);
		const requests: (DecodeRequest & { at: number })[] = [];
		for (const [at, { key, open, ranges, output, keep, signal }] of tasks.entries()) {
			if (signal?.aborted) continue;
			try {
				const decoder = this.#take(key) ?? open();
				if (decoder !== null) requests.push({ at, decoder, ranges, output, keep: keep && this.#reserve() });
			} catch (cause) {
				results[at] = cause as Error;
			}
		}
		// A source without its addon refuses each of them: the bytes are decoded elsewhere.
		if (requests.length === 0) return results;
		// A thread that works for nobody any more keeps others waiting.
		for (const { at, decoder } of requests) this.#closeOnAbort.watch(tasks[at]!.signal, decoder);
		try {
			const filled = await this.source.decodeMany!(requests);
			for (const [i, { at }] of requests.entries()) results[at] = filled[i]!;
		} finally {
			for (const { at, decoder, keep } of requests) {
				this.#closeOnAbort.unwatch(tasks[at]!.signal, decoder);
				this.#putBack(tasks[at]!.key, decoder, keep);
			}
		}
		return results;
	}

	#take(key: string): RangeDecoder | null {
		const found = this.#kept.get(key);
		if (found === undefined) return null;
		this.#kept.delete(key);
		this.#bytes -= found.bytes;
		return found.decoder;
	}

	/** Makes room for one more; it is counted from now on. */
	#reserve(): boolean {
		const { maxBytes, order } = this.options;
		if (order === "random") {
			for (const oldest of this.#kept.keys()) {
				if (this.#bytes + USUAL_BYTES <= maxBytes) break;
				this.#take(oldest)!.close();
			}
		}
		if (this.#bytes + USUAL_BYTES > maxBytes) return false;
		this.#bytes += USUAL_BYTES;
		return true;
	}

	#putBack(key: string, decoder: RangeDecoder, wasKept: boolean): void {
		if (wasKept && !this.#isClosed) this.#bytes -= USUAL_BYTES;
		const bytes = wasKept && !this.#isClosed ? decoder.heldBytes : 0;
		// Two calls may have read the same buffer at once.
		if (bytes === 0 || this.#kept.has(key)) decoder.close();
		else {
			this.#kept.set(key, { decoder, bytes });
			this.#bytes += bytes;
		}
	}
}
