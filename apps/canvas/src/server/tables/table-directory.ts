import {
	isExpired,
	type ManifestEvent,
	parseTimestamp,
	type Receiver,
	type SharedMemoryState,
	type TableEntry,
} from "@allye/receiver";
import type { TableListing } from "../../contract";

/** Names that are listed; the page shows no more. */
const LISTED = 2_000;
/** While something is being sent, or lies in its sender's memory, how often to see whether the sender still lives. */
const SENDERS_MS = 2_000;
/** So many tables in shared memory are looked for. */
const LOOKED_FOR = 200;

export const SHARED_MEMORY = "shm_arrow_stream_v1";

export interface TableDirectoryOptions {
	/** Called whenever what is listed may have changed. */
	onChange(): void;
}

/** What the secret directory has: kept up with it, and answered at once. */
export class TableDirectory {
	#listings: readonly TableListing[] = [];
	#total = 0;
	/** By table_name: its ready events, oldest first, and what they were read for. */
	#names = new Map<string, { key: string; events: readonly ManifestEvent[]; entry: TableEntry }>();
	#refreshing: Promise<void> = Promise.resolve();
	#timer: NodeJS.Timeout | undefined;
	readonly #stop = new AbortController();

	constructor(
		private readonly receiver: Receiver,
		private readonly options: TableDirectoryOptions,
	) {}

	get listings(): readonly TableListing[] {
		return this.#listings;
	}

	/** Names there are, listed or not. */
	get total(): number {
		return this.#total;
	}

	/** Begins to keep up. */
	start(): void {
		void this.#watch();
	}

	stop(): void {
		this.#stop.abort();
		clearTimeout(this.#timer);
	}

	/** Takes in what is there now; whoever asks at once waits for the same. */
	refresh(): Promise<void> {
		return this.#afterOthers(async () => this.#update(await this.receiver.tables()));
	}

	/** Looks again at what may be otherwise though the manifest is not: senders, shared memory, the time. */
	look(): Promise<void> {
		return this.#afterOthers(() => this.#list());
	}

	#afterOthers(work: () => Promise<void>): Promise<void> {
		const done = this.#refreshing.then(work);
		this.#refreshing = done.catch(() => {});
		return done;
	}

	/** The latest ready event of a name and producer (null: of whoever), with its payload; null where there is none. */
	latest(tableName: string, producer: string | null): ManifestEvent | null {
		return this.versions(tableName, producer).at(-1) ?? null;
	}

	/** The ready events of a name and producer, oldest first. */
	versions(tableName: string, producer: string | null = null): readonly ManifestEvent[] {
		const events = this.#names.get(tableName)?.events ?? [];
		const ready = events.filter(({ status }) => status === "ready");
		return producer === null ? ready : ready.filter((event) => event.producer === producer);
	}

	/** metadata.error of an error event that is newer than the latest ready one. */
	newerError(tableName: string): ManifestEvent | null {
		return this.#names.get(tableName)?.entry.latestError ?? null;
	}

	async #watch(): Promise<void> {
		const { signal } = this.#stop;
		while (!signal.aborted) {
			try {
				for await (const _ of this.receiver.watch({ signal })) await this.refresh();
			} catch {
				// Such as a manifest that may not be read just now: the next look may go well.
				await new Promise((resolve) => setTimeout(resolve, 1_000));
			}
		}
	}

	async #update(entries: readonly TableEntry[]): Promise<void> {
		const newest = [...entries].sort((a, b) => createdAt(b) - createdAt(a)).slice(0, LISTED);
		const names = new Map<string, { key: string; events: readonly ManifestEvent[]; entry: TableEntry }>();
		for (const entry of newest) {
			const { tableName } = entry;
			const key = JSON.stringify([entry.ready?.id, entry.latestError?.id, entry.pending?.id]);
			const known = this.#names.get(tableName);
			names.set(tableName, {
				key,
				entry,
				events: known?.key === key ? known.events : await this.receiver.history(tableName),
			});
		}
		this.#names = names;
		this.#total = entries.length;
		await this.#list();
	}

	async #list(): Promise<void> {
		const shared = await this.#sharedMemory();
		const now = Date.now();
		const listings = [...this.#names.entries()].flatMap(([tableName, { events }]) => {
			const producers = new Set(events.map(({ producer }) => producer));
			return [...producers].map((producer) =>
				listingOf(
					tableName,
					producer,
					events.filter((event) => event.producer === producer),
					now,
					shared,
				),
			);
		});
		const list = listings
			.filter((listing) => listing !== null)
			.sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
		const changed = JSON.stringify(list) !== JSON.stringify(this.#listings);
		this.#listings = list;
		clearTimeout(this.#timer);
		if (!this.#stop.signal.aborted) {
			const wait = nextChange(list, now);
			if (wait !== null) this.#timer = setTimeout(() => void this.look().catch(() => {}), wait).unref();
		}
		if (changed) this.options.onChange();
	}

	/** What has become of the latest versions that were sent by shared memory, by event. */
	async #sharedMemory(): Promise<SharedMemory> {
		const sent = [...this.#names.values()].flatMap(({ events }) => {
			const latest = new Map(
				events.filter(({ status }) => status === "ready").map((event) => [event.producer, event]),
			);
			return [...latest.values()].filter(({ payload }) => payload?.transport === SHARED_MEMORY);
		});
		const found: [string, SharedMemoryState][] = [];
		for (const event of sent.slice(0, LOOKED_FOR)) {
			const state = await this.receiver.sharedMemory(event);
			if (state !== null) found.push([event.id, state]);
		}
		return new Map(found);
	}
}

type SharedMemory = ReadonlyMap<string, SharedMemoryState>;

const createdAt = ({ ready, pending, latestError }: TableEntry): number =>
	moment((pending ?? latestError ?? ready)?.created_at) ?? 0;

const moment = (timestamp: string | null | undefined): number | null =>
	timestamp == null ? null : (parseTimestamp(timestamp)?.getTime() ?? null);

/** Milliseconds until a listing may change though the manifest does not; null: never. */
function nextChange(listings: readonly TableListing[], now: number): number | null {
	if (listings.some(({ state, sharedMemory }) => state === "sending" || sharedMemory === "there"))
		return SENDERS_MS;
	const expiries = listings.flatMap(({ state, expiresAt }) =>
		state !== "expired" && expiresAt !== null ? expiresAt : [],
	);
	if (expiries.length === 0) return null;
	return Math.min(2 ** 31 - 1, Math.max(100, Math.min(...expiries) - now + 50));
}

/** A line of the list, from the events of one name and producer, oldest first; null where none counts. */
function listingOf(
	tableName: string,
	producer: string,
	events: readonly ManifestEvent[],
	now: number,
	shared: SharedMemory,
): TableListing | null {
	const readyAt = events.findLastIndex(({ status }) => status === "ready");
	const ready = events[readyAt] ?? null;
	const after = events.slice(readyAt + 1);
	const failed = after.findLast(({ status }) => status === "error") ?? null;
	const over = new Set(after.filter(({ status }) => status === "error").map(({ id }) => id));
	const pending = after.findLast(({ status, id }) => status === "writing" && !over.has(id)) ?? null;
	const newest = pending ?? failed ?? ready;
	if (newest === null) return null;
	const payload = ready?.payload ?? null;
	return {
		tableName,
		producer,
		state:
			pending !== null
				? senderIsGone(pending)
					? "sender-died"
					: "sending"
				: failed !== null
					? "error"
					: payload !== null && isExpired(payload, new Date(now))
						? "expired"
						: "ready",
		eventId: ready?.id ?? null,
		createdAt: moment(newest.created_at),
		rows: payload?.shape[0] ?? null,
		columns: payload?.shape[1] ?? null,
		bytes: payload?.data_size ?? null,
		transport: payload?.transport ?? null,
		sharedMemory: payload?.transport === SHARED_MEMORY ? (shared.get(ready?.id ?? "") ?? "there") : null,
		schemaSha256: payload?.schema_sha256 ?? null,
		expiresAt: moment(payload?.expires_at),
		error: failed === null ? null : errorText(failed),
		metadata: JSON.stringify(newest.metadata, null, 2),
		versions: events.filter(({ status }) => status === "ready").length,
	};
}

/** metadata.error of an event. */
export const errorText = ({ metadata: { error } }: ManifestEvent): string =>
	typeof error === "string" ? error : "no reason was given";

/** Whether the process that a writing event names is not there. */
function senderIsGone({ metadata }: ManifestEvent): boolean {
	const pid = metadata.sender_pid;
	return typeof pid === "number" && Number.isInteger(pid) && pid > 0 && !isAlive(pid);
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code !== "ESRCH";
	}
}
