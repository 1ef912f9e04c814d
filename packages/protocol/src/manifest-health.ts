import { readdir } from "node:fs/promises";
import { basename } from "node:path";
import { openManifest, scanManifest } from "./scan-manifest";
import type { SecretDir } from "./secret-dir";
import { toAllyeError } from "./to-allye-error";

/** What a whole manifest looks like to its readers. */
export interface ManifestHealth {
	exists: boolean;
	bytes: number;
	/** Lines that are events. */
	events: number;
	/** Lines that every reader skips: neither an event nor blank. */
	damaged: number;
	/** Lines that are not UTF-8. Of a single one Python's reader fails for good. */
	notUtf8: number;
	/** Bytes of a last line without its end that is no event: a writer is at it, or was killed. The next append repairs it. */
	tornBytes: number;
	/** Table names. */
	tables: number;
	/** Files beside it that keep what was cut off or rewritten: `manifest.torn-…`, `manifest.before-….jsonl`. */
	copies: string[];
}

/** Reads all of the manifest, without its lock. @throws PERMISSION, INVALID_ARGUMENT, ABORTED */
export async function manifestHealth(dir: SecretDir, signal?: AbortSignal): Promise<ManifestHealth> {
	const health: ManifestHealth = {
		exists: false,
		bytes: 0,
		events: 0,
		damaged: 0,
		notUtf8: 0,
		tornBytes: 0,
		tables: 0,
		copies: await copiesBeside(dir),
	};
	const names = new Set<string>();
	try {
		const file = await openManifest(dir.manifestPath);
		if (!file) return health;
		try {
			const { size } = await file.stat();
			await scanManifest(
				file,
				0,
				{
					event({ table_name }) {
						health.events++;
						names.add(table_name);
					},
					damaged(_bytes, _line, isUtf8) {
						health.damaged++;
						if (!isUtf8) health.notUtf8++;
					},
					torn(bytes) {
						health.tornBytes = bytes.length;
					},
				},
				signal,
			);
			return { ...health, exists: true, bytes: size, tables: names.size };
		} finally {
			await file.close();
		}
	} catch (error) {
		throw toAllyeError(error, { what: "Cannot read the manifest", path: dir.manifestPath });
	}
}

async function copiesBeside(dir: SecretDir): Promise<string[]> {
	const stem = basename(dir.manifestPath).replace(/\.jsonl$/, "");
	const names = await readdir(dir.path).catch(() => []);
	return names
		.filter((name) => name.startsWith(`${stem}.torn-`) || name.startsWith(`${stem}.before-`))
		.sort();
}
