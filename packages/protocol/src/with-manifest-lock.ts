import { setImmediate } from "node:timers/promises";
import type { HeldLock } from "@allye/native";
import { throwIfAborted } from "./contract";
import { inTurn } from "./in-turn";
import { prepareSecretDir } from "./prepare-secret-dir";
import { requireNative } from "./require-native";
import type { SecretDir } from "./secret-dir";
import { toAllyeError } from "./to-allye-error";

/** How long to wait for the manifest's lock, and for what. */
export interface ManifestLockOptions {
	/** Names the work, as in "Appending to the manifest". */
	what: string;
	/** Gives up while waiting; `work` that has begun goes on. */
	signal?: AbortSignal;
	/** Milliseconds to wait. Default: 30,000 */
	timeoutMs?: number;
}

/**
 * Runs `work` with manifest.lock held, which excludes every writer, Python's too; the event loop is not blocked while it waits.
 * The secret directory is made where it is missing.
 *
 * @throws LOCK_TIMEOUT, NATIVE_UNAVAILABLE, PERMISSION, NO_SPACE, ABORTED; what `work` throws, as an AllyeError
 */
export async function withManifestLock<T>(
	dir: SecretDir,
	{ what, signal, timeoutMs = 30_000 }: ManifestLockOptions,
	work: () => Promise<T>,
): Promise<T> {
	throwIfAborted(signal, what);
	// A free lock is taken at once: without this, a loop of appends would keep everything else of this process waiting.
	await setImmediate();
	return await inTurn(dir.lockPath, { timeoutMs, signal, what }, async (remainingMs) => {
		const lock = await takeLock(dir, remainingMs, signal);
		try {
			throwIfAborted(signal, what);
			return await work();
		} catch (error) {
			throw toAllyeError(error, { what: `${what} failed`, path: dir.manifestPath });
		} finally {
			lock.release();
		}
	});
}

async function takeLock(
	dir: SecretDir,
	timeoutMs: number,
	signal: AbortSignal | undefined,
): Promise<HeldLock> {
	const take = async () =>
		requireNative("Writing to the manifest").lockFile(dir.lockPath, { timeoutMs, mode: 0o600, signal });
	try {
		return await take().catch(async (error: NodeJS.ErrnoException) => {
			if (error.code !== "ENOENT") throw error;
			await prepareSecretDir(dir);
			return take();
		});
	} catch (error) {
		throw toAllyeError(error, { what: "Cannot lock the manifest", path: dir.lockPath, signal });
	}
}
