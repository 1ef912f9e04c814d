import type { IncomingTable, LoadOptions, LoadProgress, ManifestEvent, Receiver } from "@allye/receiver";
import type { LoadChoice } from "../../contract";
import { browsedDomain } from "./browsed-domain";
import { HeldTable } from "./held-table";
import { type ColumnChoices, loadColumns } from "./load-columns";
import { remappedTable } from "./remapped-table";

/** Memory of loaded tables that nobody uses any more: what is undone, or loaded again after a deletion, is there at once. */
const UNUSED_BYTES = 256 * 2 ** 20;

export interface LoadRequest {
	readonly event: ManifestEvent;
	readonly choice: LoadChoice;
	/** Of this schema, by column. */
	readonly overrides: ColumnChoices;
}

export interface Loaded {
	readonly held: HeldTable;
	readonly milliseconds: number;
	readonly warnings: readonly string[];
	/** The payload's. */
	readonly schema: IncomingTable["schema"];
}

interface Entry {
	readonly request: LoadRequest;
	readonly promise: Promise<Loaded>;
	readonly abort: AbortController;
	readonly listeners: Set<(progress: LoadProgress) => void>;
	waiting: number;
	loaded: Loaded | null;
}

/** The same request always has the same key. */
export const loadKey = (request: LoadRequest): string =>
	JSON.stringify([partKey(request), request.overrides]);

/** The same for requests of the same rows and columns, whatever kinds and roles they shall have. */
export function partKey({ event, choice }: LoadRequest): string {
	const { how, n, seed, columns } = choice;
	const counts = how === "first" || how === "sample";
	return JSON.stringify([event.id, how, counts && n, how === "sample" && seed, columns]);
}

/**
 * Loads each part of a payload once, whoever wants it. Shared memory that anything was loaded from is held as long as a part of it is, and as long as it is the
 * latest version of its name: so it serves a second Receiver, other kinds and roles, and the file that it may be kept as, though it was removed.
 */
export class LoadPool {
	readonly #entries = new Map<string, Entry>();
	/** Whose payloads are held, by their ids. */
	readonly #held = new Map<string, ManifestEvent>();

	constructor(
		private readonly receiver: Receiver,
		/** Whether nobody sent a newer version of that name. */
		private readonly isLatest: (event: ManifestEvent) => boolean,
	) {}

	/** What was loaded before for this request, or can be made of what was; null where it has to be loaded. */
	loaded(request: LoadRequest): Loaded | null {
		const entry = this.#entries.get(loadKey(request));
		return entry === undefined ? this.#remapped(request) : entry.loaded;
	}

	/** Loads, or waits for who loads the same. An abort ends the load once nobody waits for it. @throws as `incoming.load` */
	async load(
		request: LoadRequest,
		{ signal, onProgress }: { signal: AbortSignal; onProgress(progress: LoadProgress): void },
	): Promise<Loaded> {
		const key = loadKey(request);
		const entry = this.#entries.get(key) ?? this.#start(key, request);
		if (entry.loaded !== null) return entry.loaded;
		entry.waiting++;
		entry.listeners.add(onProgress);
		let stop!: () => void;
		const aborted = new Promise<never>((_, reject) => {
			stop = () => reject(signal.reason);
		});
		signal.addEventListener("abort", stop, { once: true });
		try {
			signal.throwIfAborted();
			return await Promise.race([entry.promise, aborted]);
		} finally {
			signal.removeEventListener("abort", stop);
			entry.listeners.delete(onProgress);
			entry.waiting--;
			if (entry.waiting === 0 && entry.loaded === null) {
				this.#entries.delete(key);
				entry.abort.abort();
			}
		}
	}

	/** Lets go of tables that are not among `used`, the oldest first, as far as they take too much memory or hold something open. */
	sweep(used: ReadonlySet<HeldTable>): void {
		const unused = [...this.#entries].filter(([, { loaded }]) => loaded !== null && !used.has(loaded.held));
		let bytes = unused.reduce((sum, [, { loaded }]) => sum + loaded!.held.bytes, 0);
		for (const [key, { loaded }] of unused) {
			if (!loaded!.held.info.isLazy && bytes <= UNUSED_BYTES) continue;
			bytes -= loaded!.held.bytes;
			this.#entries.delete(key);
			void loaded!.held.release();
		}
		const wanted = new Set([...this.#entries.values()].map(({ request }) => request.event.id));
		for (const [id, event] of this.#held) {
			if (wanted.has(id) || this.isLatest(event)) continue;
			this.#held.delete(id);
			void this.receiver.letGo(event);
		}
	}

	async close(): Promise<void> {
		for (const { abort, loaded } of this.#entries.values()) {
			abort.abort();
			await loaded?.held.release();
		}
		this.#entries.clear();
	}

	#start(key: string, request: LoadRequest): Entry {
		const abort = new AbortController();
		const listeners = new Set<(progress: LoadProgress) => void>();
		const promise = this.#load(request, abort.signal, (progress) => {
			for (const listener of listeners) listener(progress);
		});
		const entry: Entry = { request, promise, abort, listeners, waiting: 0, loaded: null };
		this.#entries.set(key, entry);
		promise.then(
			(loaded) => {
				entry.loaded = loaded;
				// Nobody waited until the end.
				if (abort.signal.aborted) void loaded.held.release();
			},
			() => {
				if (this.#entries.get(key) === entry) this.#entries.delete(key);
			},
		);
		return entry;
	}

	/** Other roles of the same columns need no payload, which may be gone. */
	#remapped(request: LoadRequest): Loaded | null {
		const part = partKey(request);
		const began = performance.now();
		for (const { request: other, loaded } of [...this.#entries.values()].reverse()) {
			const table = loaded?.held.loaded ?? null;
			if (loaded === null || table === null || partKey(other) !== part) continue;
			const { schema, warnings } = loaded;
			const { choice, overrides: choices } = request;
			const before = other.overrides;
			const remapped = remappedTable({ table, schema, before, columns: choice.columns, choices });
			if (remapped === null) continue;
			const { name, ofRows } = loaded.held.info;
			const held = new HeldTable(remapped, { name, ofRows: ofRows ?? undefined });
			const found = { held, milliseconds: performance.now() - began, warnings, schema };
			this.#entries.set(loadKey(request), {
				request,
				promise: Promise.resolve(found),
				abort: new AbortController(),
				listeners: new Set(),
				waiting: 0,
				loaded: found,
			});
			return found;
		}
		return null;
	}

	async #load(
		{ event, choice, overrides }: LoadRequest,
		signal: AbortSignal,
		onProgress: (progress: LoadProgress) => void,
	): Promise<Loaded> {
		const began = performance.now();
		if ((await this.receiver.sharedMemory(event)) !== null) {
			await this.receiver.hold(event);
			this.#held.set(event.id, event);
		}
		const incoming = await this.receiver.open(event);
		const options: LoadOptions = {
			...loadColumns(incoming, choice.columns, overrides),
			allowLarge: choice.allowLarge,
			signal,
			onProgress,
		};
		try {
			if (choice.how === "browse") return await browse(incoming, options, began);
			const { how, n, seed } = choice;
			const table =
				how === "all"
					? await incoming.load(options)
					: how === "first"
						? await incoming.head(n, options)
						: await incoming.sample(n, { ...options, seed });
			const ofRows = table.rowCount < incoming.rowCount ? incoming.rowCount : undefined;
			const held = new HeldTable(table, { name: event.table_name, ofRows });
			const { schema, warnings } = incoming;
			return { held, milliseconds: performance.now() - began, warnings, schema };
		} finally {
			if (choice.how !== "browse") await incoming.close();
		}
	}
}

async function browse(incoming: IncomingTable, options: LoadOptions, began: number): Promise<Loaded> {
	try {
		const { columns, signal } = options;
		const domain = await browsedDomain(incoming, options);
		const lazy = await incoming.lazy({ columns, domain, signal });
		const held = new HeldTable(lazy, {
			name: incoming.event.table_name,
			sample: (names, { n, ...how }) => incoming.sample(n, { ...how, columns: names, domain }),
			release: () => incoming.close(),
		});
		const { schema, warnings } = incoming;
		return { held, milliseconds: performance.now() - began, warnings, schema };
	} catch (error) {
		await incoming.close();
		throw error;
	}
}
