import { rename, unlink } from "node:fs/promises";
import { partialPath } from "./partial-name";

/**
 * Removes a file, whoever has it open: afterwards nothing is at `path`.
 *
 * On Windows a removed file keeps its name until the last reader closes it (Node 20; newer ones only on FAT), and one that is mapped cannot be
 * removed at all (Microsoft, FILE_DISPOSITION_INFORMATION_EX: "there's an existing mapped view to the file"). Both can be renamed. So it gets the name of an unfinished
 * payload first; what then cannot be removed is left to cleaning up.
 *
 * @throws errors of node:fs
 */
export async function removePayloadFile(path: string): Promise<void> {
	if (process.platform !== "win32") return unlink(path);
	const aside = partialPath(path);
	await rename(path, aside);
	await unlink(aside).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== "EPERM" && error.code !== "EBUSY" && error.code !== "EACCES") throw error;
	});
}
