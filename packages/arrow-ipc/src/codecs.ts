import type { Kernels } from "./kernels";

/** Arrow's two body compressions. Source: Message.fbs, CompressionType. */
export type Compression = "zstd" | "lz4_frame";

/**
 * The codecs that reading and writing are given: `@allye/native`'s, or the portable ones of
 * `@allye/arrow-ipc/portable-codecs` (decoding only).
 */
export interface Codecs {
	/** Fills `output` with the decoded bytes of `input`; rejects where they are not exactly as many, or broken. */
	decompress(compression: Compression, input: Uint8Array, output: Uint8Array): Promise<void>;
	/**
	 * Decodes a part of a frame of which `input` may be only a beginning: passes over the first `skip` decoded bytes, then
	 * fills `output`. Resolves to the bytes put there, fewer only where the input ends before; rejects where what had to
	 * be decoded is broken. Absent where this set of codecs decodes whole frames only.
	 */
	decompressRange?(
		compression: Compression,
		input: Uint8Array,
		skip: number,
		output: Uint8Array,
	): Promise<number>;
	/** Conversions off the calling thread; absent where there are none, which costs time only. */
	readonly kernels?: Kernels;
	/**
	 * Absent where this set of codecs cannot encode. May resolve to null where the input would not become smaller by a share of `leastSaving`, and
	 * reject, with any error, soon after `signal` has fired.
	 */
	compress?(
		compression: Compression,
		input: Uint8Array,
		options: { leastSaving: number; signal?: AbortSignal },
	): Promise<Uint8Array | null>;
}
