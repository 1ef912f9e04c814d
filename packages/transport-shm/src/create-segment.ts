import {
	AllyeError,
	type CreateOptions,
	type PayloadLocation,
	type PayloadWriter,
	requireNative,
	throwIfAborted,
	toAllyeError,
} from "@allye/protocol";
import { segmentNameOf } from "./segment-name";

/**
 * Collects the payload in memory and makes the segment at `commit`, when its size is known: macOS allows one ftruncate per
 * segment, and a segment under its name is then always complete.
 */
export async function createSegment(options: CreateOptions): Promise<PayloadWriter> {
	const native = requireNative("Sending by shared memory");
	if (process.platform === "win32")
		throw new AllyeError(
			"INVALID_ARGUMENT",
			'On Windows shared memory dies with its sender, so nothing is sent by it. Use transport: "file".',
		);
	const { id, maxBytes = Number.POSITIVE_INFINITY, signal } = options;
	const name = segmentNameOf(id);
	let chunks: Uint8Array[] = [];
	let size = 0;
	let ended = false;

	return {
		async write(bytes: Uint8Array): Promise<void> {
			throwIfAborted(signal, "Sending by shared memory");
			size += bytes.length;
			if (size > maxBytes)
				throw new AllyeError(
					"SHM_TOO_LARGE",
					`The table needs more than the ${maxBytes} bytes allowed in shared memory. ` +
						'Send it with transport: "file", or raise maxShmBytes.',
				);
			chunks.push(bytes.slice());
		},
		async commit(): Promise<PayloadLocation> {
			throwIfAborted(signal, "Sending by shared memory");
			try {
				const segment = await native.createSharedMemory(name, chunks, { mode: 0o600 });
				segment.close();
			} catch (error) {
				throw toAllyeError(error, { what: `Shared memory ${name} (${size} bytes) could not be made` });
			} finally {
				chunks = [];
			}
			ended = true;
			return { locator: name, data_size: size };
		},
		async abort(): Promise<void> {
			if (ended) return;
			ended = true;
			chunks = [];
		},
	};
}
