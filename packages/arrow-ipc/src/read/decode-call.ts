import { AllyeError, type ByteSource, isAllyeError, throwIfAborted } from "@allye/protocol/contract";
import type { Codecs, Compression } from "../codecs";
import type { Kernels, StoredColumn } from "../kernels";
import type { Limiter } from "../limiter";
import type { Directory } from "./directory";
import type { Place } from "./place";
import type { RangeDecoders } from "./range-decoders";
import type { Region } from "./record-batch";
import type { ScratchMemory } from "./scratch-memory";

/** Small reads under way at once where the source cannot read many. */
const RECORDS_AT_ONCE = 64;

/** Below, JavaScript takes less time than the way to a worker thread and back. */
const ROWS_FOR_A_KERNEL = 8192;

/** Rows from which on a load waits for its turn: the way there costs more than few of them. */
const ROWS_FOR_A_TURN = 65_536;

/** What the reads of one decode call share: where bytes come from, what they may cost, whether to stop. */
export class DecodeCall {
	/** Bytes taken from the source so far. */
	bytesRead = 0;
	private allocated = 0;

	constructor(
		readonly directory: Directory,
		private readonly source: ByteSource,
		private readonly codecs: Codecs,
		private readonly budgetBytes: number,
		private readonly signal: AbortSignal | undefined,
		readonly scratch: ScratchMemory,
		readonly decoders: RangeDecoders,
		/** Of all calls on a payload together. */
		private readonly loads: Limiter,
	) {}

	/** The kernels that load columns straight from the source; null where there are none, or it lends nothing. */
	get loaders(): Kernels | null {
		return this.source.lend === undefined ? null : (this.codecs.kernels ?? null);
	}

	/**
	 * Loads rows of a column of a record batch by a kernel, in one task; null where the source lends nothing.
	 *
	 * @throws PAYLOAD_CORRUPT, OUT_OF_MEMORY, ABORTED, what the source throws
	 */
	load<T>(
		column: Omit<StoredColumn, "source" | "maxBytes">,
		place: Place,
		work: (column: StoredColumn) => Promise<T>,
	): Promise<T> | null {
		const maxBytes = this.budgetBytes - this.allocated;
		const { compression, length, start, end, picked, nullCount, buffers } = column;
		const load = (source: object) =>
			work({ source, compression, length, start, end, picked, nullCount, buffers, maxBytes });
		const inTurn = (source: object) =>
			this.loads.run(async () => {
				this.throwIfAborted();
				return load(source);
			});
		const loaded = this.lend(compression, place, end - start < ROWS_FOR_A_TURN ? load : inTurn);
		const share = (end - start) / Math.max(1, length);
		for (let i = 1; i < buffers.length; i += 2) this.bytesRead += Math.round(buffers[i]! * share);
		return loaded;
	}

	/**
	 * Bytes of a compressed buffer by a kernel, as {@link Kernels.loadBytes}; null where there is none, or the source lends nothing.
	 *
	 * @throws as {@link load}
	 */
	loadBytes(
		compression: Compression,
		{ offset, length }: Region,
		from: number,
		whole: number | null,
		out: Uint8Array,
		place: Place,
	): Promise<void> | null {
		const kernels = this.loaders;
		if (kernels === null) return null;
		const loaded = this.lend(compression, place, (source) =>
			kernels.loadBytes({ source, compression, offset, length }, from, whole, out),
		);
		this.bytesRead += Math.min(length, Math.round((length * out.length) / Math.max(1, whole ?? out.length)));
		return loaded;
	}

	/** Has a kernel work on what the source lends; null where it lends nothing. */
	private lend<T>(
		compression: Compression | null,
		place: Place,
		work: (source: object) => Promise<T>,
	): Promise<T> | null {
		this.throwIfAborted();
		const { signal } = this;
		const lent = this.source.lend?.(
			(source) => work(source).catch((cause) => this.rethrow(cause, compression, place)),
			{ signal },
		);
		return lent ?? null;
	}

	private rethrow(cause: unknown, compression: Compression | null, place: Place): never {
		const { code, syscall, reason } = cause as { code?: unknown; syscall?: unknown; reason?: unknown };
		if (code === "ENOMEM") throw place.outOfMemory(0, cause);
		if (code !== "ECORRUPT") throw cause;
		const what = syscall === "decode" ? reason : `its ${compression} data does not decode: ${reason}`;
		throw place.corrupt(String(what), cause);
	}

	/** Whether the codecs can decode a part of a buffer. */
	get decodesRanges(): boolean {
		return this.codecs.decompressRange !== undefined;
	}

	throwIfAborted(): void {
		throwIfAborted(this.signal, "Reading a table");
	}

	/**
	 * Fresh memory, 8-byte aligned, counted against the budget.
	 *
	 * @throws OUT_OF_MEMORY where the budget does not allow it, before it is asked for, or the machine refuses it
	 */
	allocate(bytes: number, place: Place): Uint8Array {
		this.allocated += bytes;
		if (this.allocated > this.budgetBytes) throw this.overBudget(place);
		try {
			return new Uint8Array(bytes);
		} catch (cause) {
			throw place.outOfMemory(bytes, cause);
		}
	}

	/** {@link allocate} for what is going to be filled as a whole: not zeroed where there are kernels. */
	allocateWhole(bytes: number, place: Place): ArrayBuffer {
		const { kernels } = this.codecs;
		if (kernels === undefined) return this.allocate(bytes, place).buffer as ArrayBuffer;
		this.allocated += bytes;
		if (this.allocated > this.budgetBytes) throw this.overBudget(place);
		try {
			return kernels.allocate(bytes);
		} catch (cause) {
			throw place.outOfMemory(bytes, cause);
		}
	}

	/** Begins to count the budget anew. */
	renewBudget(): void {
		this.allocated = 0;
	}

	/** Bytes `offset` to `offset + into.length` of the payload; `direct` as in ReadOptions. */
	async read(offset: number, into: Uint8Array, direct: boolean): Promise<void> {
		this.throwIfAborted();
		await this.source.read(offset, into.length, { into, direct, signal: this.signal });
		this.throwIfAborted();
		this.bytesRead += into.length;
	}

	/** The records of `length` bytes at `offsets`, one behind the other. */
	async readMany(offsets: Float64Array, length: number): Promise<Uint8Array> {
		this.throwIfAborted();
		const { source, signal } = this;
		this.bytesRead += offsets.length * length;
		if (source.readMany !== undefined) return source.readMany(offsets, length, { signal });
		const records = new Uint8Array(offsets.length * length);
		const read = (offset: number, i: number) =>
			source.read(offset, length, { into: records.subarray(i * length, (i + 1) * length), signal });
		for (let start = 0; start < offsets.length; start += RECORDS_AT_ONCE) {
			const some = Array.from(offsets.subarray(start, start + RECORDS_AT_ONCE));
			await Promise.all(some.map((offset, i) => read(offset, start + i)));
		}
		return records;
	}

	/** The eight bytes at `offset`, by {@link RangeDecoders.head}. */
	async head(offset: number): Promise<Uint8Array> {
		this.throwIfAborted();
		const bytes = await this.decoders.head(offset);
		this.throwIfAborted();
		return bytes;
	}

	/**
	 * Bytes `from` to `to` of a frame, by {@link RangeDecoders.decode}.
	 *
	 * @returns how many were put into `output`; null where the source could not
	 * @throws PAYLOAD_CORRUPT where the frame is broken
	 */
	async decodeFrame(
		codec: Compression,
		frame: Region,
		{ from, to, decodedLength }: { from: number; to: number; decodedLength: number },
		output: Uint8Array,
		place: Place,
	): Promise<number | null> {
		const ranges = Float64Array.of(from, to);
		const decode = () =>
			this.decoders.decode(codec, frame, ranges, output, to === decodedLength, this.signal);
		const filled = await this.decoded(codec, output, place, "decode", decode);
		if (filled !== null) this.bytesRead += Math.round((frame.length * (to - from)) / decodedLength);
		return filled;
	}

	/** @throws PAYLOAD_CORRUPT where `input` is not `output.length` bytes, compressed */
	async decompress(codec: Compression, input: Uint8Array, output: Uint8Array, place: Place): Promise<void> {
		const what = `decode to the ${output.length} bytes it claims`;
		await this.decoded(codec, output, place, what, () => this.codecs.decompress(codec, input, output));
	}

	/** As {@link Codecs.decompressRange}, which these codecs have. @throws PAYLOAD_CORRUPT where the input is broken */
	decompressRange(
		codec: Compression,
		input: Uint8Array,
		skip: number,
		output: Uint8Array,
		place: Place,
	): Promise<number> {
		const decode = () => this.codecs.decompressRange!(codec, input, skip, output);
		return this.decoded(codec, output, place, "decode", decode);
	}

	/** The kernels for a column of so many rows; null where there are none, or the way to another thread costs more. */
	kernelsFor(rows: number): Kernels | null {
		return rows >= ROWS_FOR_A_KERNEL ? (this.codecs.kernels ?? null) : null;
	}

	/** Runs work that is done elsewhere with `bytes` of memory. @throws OUT_OF_MEMORY, ABORTED */
	async run<T>(place: Place, bytes: number, work: () => Promise<T>): Promise<T> {
		this.throwIfAborted();
		let result: T;
		try {
			result = await work();
		} catch (cause) {
			// An abort ends what is under way, which then fails in its own words.
			this.throwIfAborted();
			if ((cause as { code?: unknown } | null)?.code === "ENOMEM") throw place.outOfMemory(bytes, cause);
			throw cause;
		}
		this.throwIfAborted();
		return result;
	}

	private decoded<T>(
		codec: Compression,
		output: Uint8Array,
		place: Place,
		what: string,
		decode: () => Promise<T>,
	): Promise<T> {
		return this.run(place, output.length, decode).catch((cause) => {
			if (isAllyeError(cause)) throw cause;
			throw place.corrupt(`its ${codec} data does not ${what}`, cause);
		});
	}

	private overBudget(place: Place): AllyeError {
		const message =
			`${place}: reading it needs more than the ${this.budgetBytes} bytes allowed. ` +
			"Read fewer rows at once, or raise budgetBytes; if the table is not that large, send it again.";
		return new AllyeError("OUT_OF_MEMORY", message);
	}
}
