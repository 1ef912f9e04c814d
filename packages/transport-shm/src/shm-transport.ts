import { nativeLoadFailure } from "@allye/native";
import type { Transport } from "@allye/protocol";
import { createSegment } from "./create-segment";
import { listSegments, removeSegment } from "./list-segments";
import { checkSegmentName } from "./segment-name";
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
		isShared: true,
		open: async (location) => ShmByteSource.open(checkSegmentName(location), location.data_size),
		create: createSegment,
		remove: async (location) => removeSegment(checkSegmentName(location)),
		list: listSegments,
	};
}
