import { AllyeError, type ByteSource } from "@allye/protocol/contract";
import type { ArrowPayload } from "../arrow-payload";
import type { Codecs } from "../codecs";
import { OpenPayload } from "./open-payload";
import { Place } from "./place";
import { readFileDirectory } from "./read-file";
import { readStreamDirectory } from "./read-stream";

/** Memory that one call of decode() may ask for. */
const BUDGET_BYTES = 8 * 2 ** 30;

/** How a payload is laid out, and what may decode it. */
export interface OpenArrowOptions {
	format: "file" | "stream";
	/** Used only where the payload is compressed. */
	codecs: Codecs;
	/** Memory that one call of decode(), or one record batch of batches(), may ask for: 8 GiB by default. */
	budgetBytes?: number;
	signal?: AbortSignal;
}

/**
 * Opens an Arrow IPC file or stream: reads the metadata of all its messages and checks it, and none of its bodies. The
 * payload reads from `source` until the caller closes it.
 *
 * Reads metadata V4 and V5, little-endian, all types of Arrow 1.5 (up to views, list views and run-end encoding).
 *
 * @throws PAYLOAD_CORRUPT; TYPE_UNSUPPORTED for big-endian data and types of a later Arrow; ABORTED; what the source throws
 */
export async function openArrow(source: ByteSource, options: OpenArrowOptions): Promise<ArrowPayload> {
	const place = new Place(source.label);
	const { format, codecs, budgetBytes = BUDGET_BYTES, signal } = options;
	try {
		const readDirectory = format === "file" ? readFileDirectory : readStreamDirectory;
		const directory = await readDirectory(source, place, signal);
		return new OpenPayload(directory, place, source, codecs, budgetBytes);
	} catch (cause) {
		if (!(cause instanceof RangeError)) throw cause;
		throw new AllyeError(
			"OUT_OF_MEMORY",
			`${place}: its metadata does not fit into memory. Close other programs.`,
			{ cause },
		);
	}
}
