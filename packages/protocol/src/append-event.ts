import { closeSync, constants, fdatasync, fstatSync, openSync, truncateSync, writeSync } from "node:fs";
import { promisify } from "node:util";
import { AllyeError, throwIfAborted } from "./contract";
import { formatEvent } from "./format-event";
import type { ManifestEvent } from "./manifest-event";
import type { SecretDir } from "./secret-dir";
import { repairTail } from "./torn-tail";
import { withManifestLock } from "./with-manifest-lock";

/** How long an append may wait, and how safe it is. */
export interface AppendOptions {
	/** Gives up while waiting for the lock. Once the event is being written, it is written. */
	signal?: AbortSignal;
	/** Milliseconds to wait for manifest.lock. Default: 30,000 */
	lockTimeoutMs?: number;
	/**
	 * Wait until the event is on the disk (fdatasync). Default: false: it then survives the end of this process, not a power
	 * failure. Payloads are as temporary, and Python syncs neither.
	 */
	durable?: boolean;
	/** Called with the lock held, before anything is written; what it throws is what this rejects with. */
	check?(): Promise<void>;
}

/**
 * Appends one event to the manifest under manifest.lock, which excludes Python's writers and those of other processes; the event
 * loop is not blocked while it waits. A torn last line is repaired first. Either the whole event is in the manifest when the promise
 * settles, or nothing of it.
 *
 * The secret directory is made where it is missing, as in {@link prepareSecretDir}; a new manifest gets mode 0600.
 *
 * @throws INVALID_ARGUMENT for an event that is not as {@link ManifestEvent} describes; LOCK_TIMEOUT; NATIVE_UNAVAILABLE; PERMISSION;
 * NO_SPACE; ABORTED
 */
export async function appendEvent(
	dir: SecretDir,
	event: ManifestEvent,
	options: AppendOptions = {},
): Promise<void> {
	const { signal, lockTimeoutMs = 30_000, durable = false, check } = options;
	const what = "Appending to the manifest";
	throwIfAborted(signal, what);
	const line = await formatEvent(event);
	await withManifestLock(dir, { what, signal, timeoutMs: lockTimeoutMs }, async () => {
		await check?.();
		await append(dir.manifestPath, line, durable);
	});
}

/** Without a pause between its steps, so that work of this process on its event loop never makes others wait for the lock. */
async function append(path: string, line: string, durable: boolean): Promise<void> {
	const fd = openSync(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, 0o600);
	try {
		if (!fstatSync(fd).isFile()) {
			throw new AllyeError("INVALID_ARGUMENT", `${path} is not a file. Move it away, then try again.`);
		}
		const bytes = Buffer.from(repairTail(fd, path) + line, "latin1");
		const before = fstatSync(fd).size;
		try {
			for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
			if (durable) await promisify(fdatasync)(fd);
		} catch (error) {
			truncateSync(path, before);
			throw error;
		}
	} finally {
		closeSync(fd);
	}
}
