import { createPayloadFile } from "@allye/transport-file";
import { chooseCompression } from "./choose-compression";
import { prepareTable, writePrepared } from "./prepare-table";
import type { SendInput, SendProgress } from "./transmitter";

/** How the file is written. */
export interface WriteArrowFileOptions {
	/** Default: as for a payload, zstd. */
	compression?: "zstd" | "lz4" | "none";
	signal?: AbortSignal;
	onProgress?(progress: SendProgress): void;
}

/**
 * Writes to `path` the very bytes that the Transmitter would send: an Arrow IPC file that pyarrow, polars, DuckDB and
 * openArrowFile of `@allye/receiver` read. The file appears under its name once it is complete, and replaces what was there.
 *
 * @throws INVALID_ARGUMENT, TYPE_UNSUPPORTED, NO_SPACE, PERMISSION, NATIVE_UNAVAILABLE, ABORTED; nothing stays then
 */
export async function writeArrowFile(
	input: SendInput,
	path: string,
	{ compression, signal, onProgress }: WriteArrowFileOptions = {},
): Promise<void> {
	const table = await prepareTable(input, signal);
	const writer = await createPayloadFile(path, { mode: 0o666, signal });
	try {
		await writePrepared(table, writer, {
			format: "file",
			compression: chooseCompression(compression),
			signal,
			onProgress,
		});
		await writer.commit();
	} catch (error) {
		await writer.abort();
		throw error;
	}
}
