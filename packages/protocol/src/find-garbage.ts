import { basename } from "node:path";
import type { StoredPayload, Transport } from "./contract";
import type { ManifestEvent } from "./manifest-event";
import { type LineVisitor, openManifest, scanManifest } from "./scan-manifest";
import type { SecretDir } from "./secret-dir";
import { isExpired, parseTimestamp } from "./timestamp";

/** A writing line without outcome counts as a transfer under way for this long. */
export const TRANSFER_MS = 24 * 60 * 60 * 1000;

/**
 * Why a payload is none that a reader would find:
 *
 * - `expired`: the expires_at of the last ready line that names it has passed
 * - `superseded`: only ready lines name it that a newer one of the same table_name and producer replaced
 * - `orphaned`: no ready line names it
 * - `unfinished`: it still has the temporary name that it was written under
 */
export type GarbageKind = "expired" | "superseded" | "orphaned" | "unfinished";

/** A payload and what the manifest says of it. */
export interface KnownPayload {
	/** The transport's name. */
	transport: string;
	stored: StoredPayload;
	/** The last ready event that names it, else the last of its transfer; null where there is none. */
	event: ManifestEvent | null;
}

export interface Garbage extends KnownPayload {
	kind: GarbageKind;
}

/** Every payload, by whether somebody can still find it. */
export interface FoundGarbage {
	garbage: Garbage[];
	/** Payloads that are none: latest ready, under way, or named by a damaged line. */
	inUse: KnownPayload[];
	/** Where other secret directories keep payloads too, those that no line here names. */
	foreign: KnownPayload[];
}

interface Candidate {
	transport: Transport;
	stored: StoredPayload;
	lastReady: ManifestEvent | null;
	/** Writing lines that may be about it and have no outcome, by id: another transfer's outcome says nothing of them. */
	readonly underWay: Map<string, ManifestEvent>;
	lastEvent: ManifestEvent | null;
	isLatest: boolean;
	isNamedByDamage: boolean;
}

export interface FindOptions {
	transports: readonly Transport[];
	now?: Date;
	signal?: AbortSignal;
}

/**
 * What lies where payloads lie and is not in use. In use is the payload of the latest ready line of any table_name and producer until its
 * expires_at, and whatever a writing line without outcome that is younger than 24 h may be about.
 *
 * The places are listed before the manifest is read: a writer announces a payload before it makes it, so nothing that is being sent can
 * look as if nobody knew of it.
 *
 * @throws PERMISSION, ABORTED; errors of node:fs
 */
export async function findGarbage(dir: SecretDir, options: FindOptions): Promise<FoundGarbage> {
	const { transports, now = new Date(), signal } = options;
	const candidates: Candidate[] = [];
	for (const transport of transports)
		for (const stored of (await transport.list?.({ secretDir: dir.path, signal })) ?? [])
			candidates.push(candidate(transport, stored));
	await readLinesAbout(candidates, dir, now, signal);

	const found: FoundGarbage = { garbage: [], inUse: [], foreign: [] };
	for (const each of candidates) {
		const { transport, stored, lastReady, lastEvent } = each;
		const known: KnownPayload = { transport: transport.name, stored, event: lastReady ?? lastEvent };
		const kind = kindOf(each, now);
		if (transport.isShared && !lastEvent && !each.isNamedByDamage) found.foreign.push(known);
		else if (kind === null) found.inUse.push(known);
		else found.garbage.push({ kind, ...known });
	}
	return found;
}

/** What makes two ids the same transfer: shared memory's names have room for no more. */
export const transferKey = (id: string): string => id.replaceAll("-", "").slice(0, 20);

function candidate(transport: Transport, stored: StoredPayload): Candidate {
	return {
		transport,
		stored,
		lastReady: null,
		underWay: new Map(),
		lastEvent: null,
		isLatest: false,
		isNamedByDamage: false,
	};
}

/** null where it is in use. */
function kindOf(each: Candidate, now: Date): GarbageKind | null {
	const { stored, lastReady, underWay, isLatest, isNamedByDamage } = each;
	if (isLatest || isNamedByDamage) return null;
	for (const { created_at } of underWay.values()) {
		const begun = parseTimestamp(created_at) ?? stored.modifiedAt;
		if (now.getTime() - begun.getTime() < TRANSFER_MS) return null;
	}
	if (!stored.isComplete) {
		// Without a line it may be a file that is just being saved here: its age decides.
		return !each.lastEvent && now.getTime() - stored.modifiedAt.getTime() < TRANSFER_MS ? null : "unfinished";
	}
	if (!lastReady) return "orphaned";
	return lastReady.payload && isExpired(lastReady.payload, now) ? "expired" : "superseded";
}

async function readLinesAbout(
	candidates: Candidate[],
	dir: SecretDir,
	now: Date,
	signal: AbortSignal | undefined,
): Promise<void> {
	const byId = groupBy(candidates, ({ stored }) => (stored.id === "" ? [] : [transferKey(stored.id)]));
	const byName = groupBy(candidates, ({ stored }) => stored.names);
	/** The payload's name of the latest ready event of each table_name and producer. */
	const latest = new Map<string, ManifestEvent>();
	const visitor: LineVisitor = {
		event(event) {
			const { id, status, payload } = event;
			const named = payload ? (byName.get(nameOf(payload.locator)) ?? []) : [];
			for (const each of new Set([...(byId.get(transferKey(id)) ?? []), ...named])) {
				each.lastEvent = event;
				if (status === "writing") each.underWay.set(id, event);
				else if (status === "ready" || status === "error") each.underWay.delete(id);
			}
			if (status !== "ready") return;
			for (const each of named) each.lastReady = event;
			latest.set(JSON.stringify([event.table_name, event.producer]), event);
		},
		damaged: protect,
		torn: protect,
	};
	// What the rest of a damaged line says cannot be known: whatever it names is left alone.
	function protect(bytes: Buffer): void {
		const words = bytes.toString("latin1").match(/[A-Za-z0-9_-]{8,}(\.arrow)?/g) ?? [];
		for (const word of words)
			for (const each of [...(byName.get(word) ?? []), ...(byId.get(transferKey(word)) ?? [])])
				each.isNamedByDamage = true;
	}

	const file = await openManifest(dir.manifestPath);
	try {
		if (file) await scanManifest(file, 0, visitor, signal);
	} finally {
		await file?.close();
	}
	for (const { payload } of latest.values()) {
		if (!payload || isExpired(payload, now)) continue;
		for (const each of byName.get(nameOf(payload.locator)) ?? []) each.isLatest = true;
	}
}

/** A locator's last part, by either system's separator: to take two payloads for the same one only keeps more. */
function nameOf(locator: string): string {
	return basename(locator.replaceAll("\\", "/"));
}

function groupBy(
	candidates: readonly Candidate[],
	keysOf: (candidate: Candidate) => readonly string[],
): Map<string, Candidate[]> {
	const groups = new Map<string, Candidate[]>();
	for (const each of candidates)
		for (const key of keysOf(each)) {
			const group = groups.get(key);
			if (group) group.push(each);
			else groups.set(key, [each]);
		}
	return groups;
}
