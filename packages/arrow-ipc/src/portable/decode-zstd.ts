import { ZSTDDecoder } from "zstddec";

// zstddec does not look whether its memory, of 2 GiB at most, could be had, and writes to address 0 where it could not.
const MAX_BYTES = 2 ** 30;

const decoder = new ZSTDDecoder();

/** Fills `output` from zstd frames. @throws Error where they are broken, too large, or decode to another length */
export async function decodeZstd(input: Uint8Array, output: Uint8Array): Promise<void> {
	if (input.length + output.length > MAX_BYTES) {
		throw new Error(
			`A zstd buffer of ${output.length} bytes is too large to decode without the native addon.`,
		);
	}
	await decoder.init();
	// A failure gives no bytes: zstd's negative error code becomes an empty range.
	const decoded = decoder.decode(input, output.length);
	if (decoded.length !== output.length) {
		throw new Error(`The zstd data is broken, or does not decode to ${output.length} bytes.`);
	}
	output.set(decoded);
}
