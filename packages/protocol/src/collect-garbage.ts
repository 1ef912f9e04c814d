import { throwIfAborted } from "./contract";
import { type FindOptions, findGarbage, type Garbage, type GarbageKind } from "./find-garbage";
import { checkSecretDir } from "./prepare-secret-dir";
import type { SecretDir } from "./secret-dir";
import { toAllyeError } from "./to-allye-error";
import { withManifestLock } from "./with-manifest-lock";

/** What to remove. */
export interface CollectOptions extends FindOptions {
	/** Remove what was found. Default: false, only say what it is. */
	delete?: boolean;
	/** Older versions too: what a newer ready line of the same table_name and producer replaced. Default: false. */
	superseded?: boolean;
}

/** One payload that no reader would find. */
export interface GarbageItem {
	kind: GarbageKind;
	transport: string;
	locator: string;
	bytes: number;
	/** When it was last written, ISO 8601. */
	modifiedAt: string;
	/** Of the last event that names it; null where none does. */
	id: string | null;
	tableName: string | null;
	producer: string | null;
	deleted: boolean;
	/** Why it could not be removed; null where it was, or where nobody asked. */
	failure: string | null;
}

/** What was found, what was removed, what stays. */
export interface GarbageReport {
	/** What was found, and asked for. */
	items: GarbageItem[];
	/** Older versions that were found and not asked for. */
	superseded: { count: number; bytes: number };
	/** Payloads that are in use. */
	inUse: { count: number; bytes: number };
	/** Bytes of what was removed. */
	freedBytes: number;
}

/**
 * Finds payloads that no reader would find, as {@link findGarbage} says, and removes them where it is asked to. Nothing else is ever removed:
 * regular .arrow files and unfinished ones directly in payloads/, and segments of shared memory that were made for this directory.
 *
 * Removing happens under manifest.lock, of what is garbage then: no writer can announce what is being removed.
 *
 * @throws PERMISSION, INVALID_ARGUMENT, ABORTED; to delete also LOCK_TIMEOUT, NATIVE_UNAVAILABLE
 */
export async function collectGarbage(dir: SecretDir, options: CollectOptions): Promise<GarbageReport> {
	const wanted = ({ kind }: Garbage) => kind !== "superseded" || options.superseded === true;
	try {
		await checkSecretDir(dir);
		const found = await findGarbage(dir, options);
		if (!options.delete || !found.garbage.some(wanted)) return report(found, wanted, new Map());
		return await withManifestLock(dir, { what: "Cleaning up", signal: options.signal }, async () => {
			const current = await findGarbage(dir, options);
			const outcomes = new Map<Garbage, string | null>();
			for (const garbage of current.garbage.filter(wanted)) {
				throwIfAborted(options.signal, "Cleaning up");
				outcomes.set(garbage, await remove(garbage));
			}
			return report(current, wanted, outcomes);
		});
	} catch (error) {
		throw toAllyeError(error, { what: "Cannot clean up", path: dir.path });
	}
}

/** null where it is gone now, else why it is not. */
async function remove({ stored }: Garbage): Promise<string | null> {
	try {
		await stored.remove();
		return null;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

function report(
	{ garbage, inUse }: Awaited<ReturnType<typeof findGarbage>>,
	wanted: (garbage: Garbage) => boolean,
	outcomes: ReadonlyMap<Garbage, string | null>,
): GarbageReport {
	const items = garbage.filter(wanted).map((each): GarbageItem => {
		const { kind, transport, stored, event } = each;
		const failure = outcomes.get(each);
		return {
			kind,
			transport,
			locator: stored.locator,
			bytes: stored.bytes,
			modifiedAt: stored.modifiedAt.toISOString(),
			id: event?.id ?? (stored.id || null),
			tableName: event?.table_name ?? null,
			producer: event?.producer ?? null,
			deleted: failure === null,
			failure: failure ?? null,
		};
	});
	const others = garbage.filter((each) => !wanted(each)).map(({ stored }) => stored);
	const sum = (bytes: readonly { bytes: number }[]) => bytes.reduce((total, each) => total + each.bytes, 0);
	return {
		items,
		superseded: { count: others.length, bytes: sum(others) },
		inUse: { count: inUse.length, bytes: sum(inUse.map(({ stored }) => stored)) },
		freedBytes: sum(items.filter(({ deleted }) => deleted)),
	};
}
