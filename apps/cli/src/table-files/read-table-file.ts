import { extname } from "node:path";
import { AllyeError, type LoadProgress, openArrowFile } from "@allye/receiver";
import { fileError } from "./file-error";
import { type ReadDelimitedOptions, type ReadResult, readCsv, readTab } from "./read-delimited";

export interface ReadTableFileOptions {
	/** Of .csv and .tab. Default: "utf-8". */
	encoding?: string;
	signal?: AbortSignal;
	/** totalRows is 0 where the file does not say how many there are. */
	onProgress?(progress: LoadProgress): void;
}

/**
 * Reads a table from a file, by its extension: .arrow as the Receiver maps a payload; .csv, .tab and .tsv as Orange's own
 * readers do.
 *
 * @throws INVALID_ARGUMENT, PERMISSION, PAYLOAD_CORRUPT, TYPE_UNSUPPORTED, ABORTED
 */
export async function readTableFile(path: string, options: ReadTableFileOptions = {}): Promise<ReadResult> {
	const { encoding, signal, onProgress } = options;
	const text: ReadDelimitedOptions = {
		encoding,
		signal,
		onProgress: onProgress && ((done) => onProgress({ ...done, totalRows: 0 })),
	};
	switch (extname(path).toLowerCase()) {
		case ".arrow":
		case ".feather":
			try {
				return { table: await openArrowFile(path, { signal, onProgress }), warnings: [] };
			} catch (error) {
				throw fileError(error, path);
			}
		case ".csv":
			return readCsv(path, text);
		case ".tab":
		case ".tsv":
			return readTab(path, text);
		default:
			throw new AllyeError(
				"INVALID_ARGUMENT",
				`${path}: only .arrow, .csv, .tab and .tsv files can be sent.`,
			);
	}
}
