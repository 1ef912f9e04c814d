import { lstat, readdir, realpath, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type LocateOptions, type StoredPayload, toAllyeError } from "@allye/protocol";
import { PARTIAL } from "./partial-name";

/**
 * The regular .arrow files directly in payloads/, and those that are not complete yet. Symlinks are none, but what they lead to in payloads/
 * goes by their name too.
 *
 * @throws PERMISSION, INVALID_ARGUMENT
 */
export async function listPayloadFiles({ secretDir }: LocateOptions): Promise<StoredPayload[]> {
	const folder = join(secretDir, "payloads");
	const stored = new Map<string, StoredPayload & { names: string[] }>();
	const links: string[] = [];
	for (const name of await namesIn(folder)) {
		const partial = PARTIAL.exec(name);
		if (!partial && !name.endsWith(".arrow")) continue;
		const path = join(folder, name);
		const stats = await lstat(path).catch(() => null);
		if (stats?.isSymbolicLink()) links.push(path);
		if (!stats?.isFile()) continue;
		stored.set(name, {
			locator: path,
			names: [name],
			id: partial?.[1] ?? name.slice(0, -".arrow".length),
			bytes: stats.size,
			modifiedAt: stats.mtime,
			isComplete: !partial,
			remove: () => removeRegularFile(path),
		});
	}
	const realFolder = links.length > 0 ? await realpath(folder) : "";
	for (const path of links) {
		const real = await realpath(path).catch(() => null);
		if (real !== null && dirname(real) === realFolder) stored.get(basename(real))?.names.push(basename(path));
	}
	return [...stored.values()];
}

/** The files in payloads/ that somebody began to write and left alone for `ms`: their paths. @throws PERMISSION, INVALID_ARGUMENT */
export async function unfinishedPayloadFiles(secretDir: string, ms: number): Promise<string[]> {
	const folder = join(secretDir, "payloads");
	const left: string[] = [];
	for (const name of await namesIn(folder)) {
		if (!PARTIAL.test(name)) continue;
		const stats = await lstat(join(folder, name)).catch(() => null);
		if (stats?.isFile() && Date.now() - stats.mtimeMs > ms) left.push(join(folder, name));
	}
	return left;
}

async function namesIn(folder: string): Promise<string[]> {
	try {
		return (await readdir(folder)).sort();
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
		throw toAllyeError(error, { what: "The payloads cannot be listed", path: folder });
	}
}

async function removeRegularFile(path: string): Promise<void> {
	try {
		if ((await lstat(path)).isFile()) await unlink(path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
		throw toAllyeError(error, { what: "The payload file could not be removed", path });
	}
}
