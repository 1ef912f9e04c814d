import {
	type CompactReport,
	collectGarbage as collect,
	compactManifest as compact,
	type GarbageReport,
	resolveSecretDir,
	type Transport,
} from "@allye/protocol";
import { createFileTransport } from "@allye/transport-file";
import { createShmTransport } from "@allye/transport-shm";

/** Where to clean up. */
export interface CleaningOptions {
	/** Default: ALLYE_SECRET_DIR, else ~/.allye_secrets. */
	secretDir?: string;
	signal?: AbortSignal;
}

/** What to remove. */
export interface GarbageOptions extends CleaningOptions {
	/** Remove what was found. Default: false, only say what it is. */
	delete?: boolean;
	/** Older versions too: what a newer table of the same table_name and producer replaced. Default: false. */
	superseded?: boolean;
	/** Default: files and shared memory. */
	transports?: readonly Transport[];
}

/**
 * Finds payloads that no reader would find: expired, orphaned (no ready line names them), unfinished (their writer died) and, if asked for,
 * superseded; and removes them, if asked for. Never the latest ready table of any table_name and producer that has not expired, nor what a
 * writing line without outcome younger than 24 h may be about.
 *
 * @throws PERMISSION, INVALID_ARGUMENT, ABORTED; with `delete` also LOCK_TIMEOUT, NATIVE_UNAVAILABLE
 */
export async function collectGarbage(options: GarbageOptions = {}): Promise<GarbageReport> {
	const { secretDir, transports = [createFileTransport(), createShmTransport()], ...rest } = options;
	return collect(resolveSecretDir({ secretDir }), { transports, ...rest });
}

/**
 * Rewrites a manifest that has grown long to what its readers still answer, Python's and ours: the last ready line of each table_name and
 * producer, and later errors and transfers. The manifest as it was is kept beside it. Payloads that only older lines named are orphans from
 * then on: remove them with {@link collectGarbage} and `superseded` before.
 *
 * @throws LOCK_TIMEOUT, NATIVE_UNAVAILABLE, PERMISSION, NO_SPACE, INVALID_ARGUMENT, ABORTED; the manifest is unchanged then
 */
export async function compactManifest({ secretDir, signal }: CleaningOptions = {}): Promise<CompactReport> {
	return compact(resolveSecretDir({ secretDir }), { signal });
}
