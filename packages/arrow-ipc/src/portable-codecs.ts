import type { Codecs, Compression } from "./codecs";

/**
 * Codecs without native code, for where no addon loads and for browsers: zstd in WebAssembly (zstddec), LZ4 in JavaScript (lz4js).
 * They decode only, on the calling thread; each is loaded at its first use.
 *
 * `decompress` rejects with an Error where the input is broken, decodes to any other length than the output's, or does not fit into
 * the decoder's memory (zstd: 1 GiB for input and output of one buffer).
 */
export async function portableCodecs(): Promise<Codecs> {
	return {
		async decompress(compression: Compression, input: Uint8Array, output: Uint8Array): Promise<void> {
			if (compression === "zstd") {
				const { decodeZstd } = await import("./portable/decode-zstd");
				await decodeZstd(input, output);
			} else {
				const { decodeLz4Frames } = await import("./portable/decode-lz4-frames");
				decodeLz4Frames(input, output);
			}
		},
	};
}
