import { nativeLoadFailure } from "@allye/native";
import {
	AllyeError,
	type LocateOptions,
	type PayloadLocation,
	requireNative,
	type Transport,
	toAllyeError,
} from "@allye/protocol";
import { createSegment } from "./create-segment";
import { ShmByteSource } from "./shm-byte-source";

/** The manifest's name for this transport (requirements, 2.2). */
export const SHM_TRANSPORT_NAME = "shm_arrow_stream_v1";

/**
 * Payloads as Arrow streams in shared memory: for small tables whose sender stays alive.
 *
 * A segment is gone once the Python process that made or merely opened it exits (Python 0.1.2, measured). On Windows a
 * segment dies with its last handle, so nothing can be created there, as in the Python package.
 */
export function createShmTransport(): Transport {
	const loads = nativeLoadFailure() === null;
	return {
		name: SHM_TRANSPORT_NAME,
		format: "stream",
		supports: { outlivesSender: false, open: loads, create: loads && process.platform !== "win32" },
		open: async (location) => ShmByteSource.open(segmentName(location), location.data_size),
		create: createSegment,
		remove,
	};
}

async function remove(location: PayloadLocation, _options: LocateOptions): Promise<void> {
	const name = segmentName(location);
	const native = requireNative("Removing shared memory");
	try {
		native.unlinkSharedMemory(name);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
		throw toAllyeError(error, { what: `Shared memory ${name} could not be removed` });
	}
}

/** Python's SharedMemory.name: no slash, nothing that a path would need. @throws PAYLOAD_REFUSED */
function segmentName({ locator }: PayloadLocation): string {
	if (/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,253}$/.test(locator)) return locator;
	throw new AllyeError(
		"PAYLOAD_REFUSED",
		`${JSON.stringify(locator)} is no name of shared memory, so it is not opened. Send the table again.`,
	);
}
