/** Arrow's two body compressions. Source: Message.fbs, CompressionType. */
export type Compression = "zstd" | "lz4_frame";

/**
 * The codecs that reading and writing are given: `@allye/native`'s, or the portable ones of
 * `@allye/arrow-ipc/portable-codecs` (decoding only).
 */
export interface Codecs {
	/** Fills `output` with the decoded bytes of `input`; rejects where they are not exactly as many, or broken. */
	decompress(compression: Compression, input: Uint8Array, output: Uint8Array): Promise<void>;
	/** Absent where this set of codecs cannot encode. */
	compress?(compression: Compression, input: Uint8Array): Promise<Uint8Array>;
}
