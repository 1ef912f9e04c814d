/** Options of {@link ByteSource.read}. */
export interface ReadOptions {
	/** Where to put the bytes; its length must be the `length` asked for. Otherwise new memory is made. */
	into?: Uint8Array;
	/**
	 * The bytes will be used as they are (an uncompressed buffer), so a source that can should copy them out of a
	 * mapping. Without it the bytes are to be decoded or parsed next, and an ordinary read is as good.
	 */
	direct?: boolean;
	signal?: AbortSignal;
}

/** A compressed part of a payload, of which ranges are decoded without its bytes passing through the caller. */
export interface RangeDecoder {
	/** Memory that it holds to go on from where it stopped. */
	readonly heldBytes: number;
	/** Gives its memory back, and ends soon what it is doing. Closing the source closes it too. */
	close(): void;
}

/** One request of {@link ByteSource.decodeMany}. */
export interface DecodeRequest {
	readonly decoder: RangeDecoder;
	/** Starts and ends of ranges of decoded bytes, in turn, rising. */
	readonly ranges: Float64Array;
	/** Takes the ranges, one behind the other: exactly as many bytes. */
	readonly output: Uint8Array;
	/** Hold the place behind the last range: a later request that begins there or behind decodes only what lies between. */
	readonly keep: boolean;
}

/**
 * The bytes of one payload, wherever they live: a file, shared memory, an array.
 *
 * The memory returned belongs to the caller: nothing that happens to the payload later can change it or make
 * it invalid.
 */
export interface ByteSource {
	/** Bytes in the payload, as measured when it was opened. */
	readonly size: number;
	/** What to call it in a message: a path, or "shared memory psm_1a2b". */
	readonly label: string;
	/**
	 * Reads exactly `length` bytes at `offset`.
	 *
	 * @throws PAYLOAD_CORRUPT where the payload has become shorter or cannot be read; PAYLOAD_MISSING or SHM_GONE
	 * where it vanished; OUT_OF_MEMORY; ABORTED; CLOSED after {@link close}.
	 */
	read(offset: number, length: number, options?: ReadOptions): Promise<Uint8Array>;
	/**
	 * Reads the records of `length` bytes at each of `offsets`, one behind the other; thousands of them cost little more than
	 * one. Sources without it are asked for each record by {@link read}.
	 *
	 * @throws as {@link read}
	 */
	readMany?(
		offsets: Float64Array,
		length: number,
		options?: Pick<ReadOptions, "signal">,
	): Promise<Uint8Array>;
	/**
	 * For `length` bytes at `offset` that are frames of `codec`; null where this source cannot just now. A source has this and
	 * {@link decodeMany}, or neither: then the bytes are read and decoded elsewhere.
	 *
	 * @throws PAYLOAD_CORRUPT where the payload has no such bytes; CLOSED
	 */
	openDecoder?(codec: "zstd" | "lz4_frame", offset: number, length: number): RangeDecoder | null;
	/**
	 * Decodes ranges by many of this source's decoders in one call, off the calling thread. Resolves to what became of each request: the
	 * bytes put into its output, fewer only where its data ends before; or an Error, with code ECORRUPT where the data is broken, ENOMEM,
	 * else an AllyeError as {@link read} throws.
	 */
	decodeMany?(requests: readonly DecodeRequest[]): Promise<readonly (number | Error)[]>;
	/**
	 * Runs `work` with what native kernels can read these bytes from by themselves, at the same offsets, kept open until it has ended. What
	 * they throw comes out as what {@link read} throws; AllyeErrors as they are. Null where there is nothing of the kind.
	 */
	lend?<T>(work: (region: object) => Promise<T>, options?: Pick<ReadOptions, "signal">): Promise<T> | null;
	/** Gives back file descriptors and mappings. Reads under way end first. Calling it again does nothing. */
	close(): Promise<void>;
}
