import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { requireNative, type StoredPayload, toAllyeError } from "@allye/protocol";
import { idInSegmentName } from "./segment-name";

/** Where Linux shows shared memory as files. */
const FOLDER = "/dev/shm";

/**
 * The segments that Allye made for this user (`allye_…`), of any secret directory. Only Linux can tell which there are: elsewhere none are
 * listed. Python's own (`psm_…`) are left to Python, whose resource tracker removes them.
 */
export async function listSegments(): Promise<StoredPayload[]> {
	if (process.platform !== "linux") return [];
	const stored: StoredPayload[] = [];
	for (const name of (await readdir(FOLDER).catch(() => [])).sort()) {
		const id = idInSegmentName(name);
		const stats = id === null ? null : await lstat(join(FOLDER, name)).catch(() => null);
		if (id === null || !stats?.isFile() || stats.uid !== process.getuid?.()) continue;
		stored.push({
			locator: name,
			names: [name],
			id,
			bytes: stats.size,
			modifiedAt: stats.mtime,
			isComplete: true,
			remove: async () => removeSegment(name),
		});
	}
	return stored;
}

/** Removes a segment's name; does nothing where it is gone. @throws PERMISSION, NATIVE_UNAVAILABLE */
export function removeSegment(name: string): void {
	const native = requireNative("Removing shared memory");
	try {
		native.unlinkSharedMemory(name);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
		throw toAllyeError(error, { what: `Shared memory ${name} could not be removed` });
	}
}
