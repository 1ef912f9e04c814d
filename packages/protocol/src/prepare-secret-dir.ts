import type { Stats } from "node:fs";
import { chmod, mkdir, stat } from "node:fs/promises";
import { AllyeError } from "./contract";
import type { SecretDir } from "./secret-dir";
import { toAllyeError } from "./to-allye-error";

/**
 * Makes the secret directory and its payloads/ where they are missing, with mode 0700, then does what
 * {@link checkSecretDir} does.
 *
 * @returns warnings for the user, usually none
 * @throws PERMISSION, INVALID_ARGUMENT, NO_SPACE
 */
export async function prepareSecretDir(dir: SecretDir): Promise<string[]> {
	await make(dir.path);
	// Checked before anything is put into it: it may be somebody else's.
	const warnings = await checkSecretDir(dir);
	await make(dir.payloadsPath);
	return warnings;
}

/**
 * Checks who can get at the secret directory and its payloads/, where they exist. Other users' rights to the default directory
 * are taken away (mode 0700, and 0600 for the manifest and its lock); any other directory may be shared on purpose, so there they only give a warning. A symlink counts
 * as what it points to. On Windows nothing is checked: a profile directory is private.
 *
 * @returns warnings for the user, usually none
 * @throws PERMISSION where it belongs to another user; INVALID_ARGUMENT where it is no directory
 */
export async function checkSecretDir(dir: SecretDir): Promise<string[]> {
	const warnings: string[] = [];
	for (const path of [dir.path, dir.payloadsPath]) {
		const stats = await statIfThere(path);
		if (!stats) continue;
		if (!stats.isDirectory()) {
			throw new AllyeError(
				"INVALID_ARGUMENT",
				`${path} is not a directory. Move it away, or use another secret directory.`,
			);
		}
		if (process.platform === "win32") continue;
		if (stats.uid !== process.getuid?.()) {
			throw new AllyeError(
				"PERMISSION",
				`${path} belongs to another user (uid ${stats.uid}), who could read and change your tables. ` +
					"Use another secret directory, or have it given to you (chown).",
			);
		}
		if ((stats.mode & 0o077) === 0) continue;
		if (dir.isDefault) await tighten(path, 0o700);
		else if (path === dir.path)
			warnings.push(`Other users can get at ${path}. If that is not meant: chmod 700 '${path}'`);
	}
	if (dir.isDefault && process.platform !== "win32")
		for (const path of [dir.manifestPath, dir.lockPath]) {
			const stats = await statIfThere(path);
			if (stats?.isFile() && stats.uid === process.getuid?.() && (stats.mode & 0o077) !== 0)
				await tighten(path, 0o600);
		}
	return warnings;
}

async function make(path: string): Promise<void> {
	try {
		await mkdir(path, { recursive: true, mode: 0o700 });
	} catch (error) {
		throw toAllyeError(error, { what: "Cannot make the secret directory", path });
	}
}

async function statIfThere(path: string): Promise<Stats | null> {
	try {
		return await stat(path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
		throw toAllyeError(error, { what: "Cannot look at the secret directory", path });
	}
}

async function tighten(path: string, mode: number): Promise<void> {
	try {
		await chmod(path, mode);
	} catch (error) {
		throw toAllyeError(error, { what: "Cannot make the secret directory private", path });
	}
}
