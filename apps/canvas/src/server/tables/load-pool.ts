import type { ColumnOverride } from "@allye/orange-table";
import type { IncomingTable, LoadOptions, LoadProgress, ManifestEvent, Receiver } from "@allye/receiver";
import type { ColumnChoice, LoadChoice } from "../../contract";
import { HeldTable } from "./held-table";
import { SHARED_MEMORY } from "./table-directory";

/** Memory of loaded tables that nobody uses any more: what is undone, or loaded again after a deletion, is there at once. */
const UNUSED_BYTES = 256 * 2 ** 20;

export interface LoadRequest {
	readonly event: ManifestEvent;
	readonly choice: LoadChoice;
	/** Of this schema, by column. */
	readonly overrides: Readonly<Record<string, ColumnChoice>>;
}

export interface Loaded {
	readonly held: HeldTable;
	readonly milliseconds: number;
	readonly warnings: readonly string[];
}

interface Entry {
	readonly promise: Promise<Loaded>;
	readonly abort: AbortController;
	readonly listeners: Set<(progress: LoadProgress) => void>;
	waiting: number;
	loaded: Loaded | null;
}

/** The same request always has the same key. */
export function loadKey({ event, choice, overrides }: LoadRequest): string {
	const { how, n, seed, columns } = choice;
	const counts = how === "first" || how === "sample";
	return JSON.stringify([event.id, how, counts && n, how === "sample" && seed, columns, overrides]);
}

/**
 * Loads each part of a payload once, whoever wants it: so shared memory that is removed once it was read serves a second Receiver too.
 */
export class LoadPool {
	readonly #entries = new Map<string, Entry>();

	constructor(
		private readonly receiver: Receiver,
		/** Called before a load that may remove the payload. */
		private readonly beforeLoad: (event: ManifestEvent) => Promise<void> = async () => {},
	) {}

	/** What was loaded before for this request; null where nothing was. */
	loaded(request: LoadRequest): Loaded | null {
		return this.#entries.get(loadKey(request))?.loaded ?? null;
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
		const entry: Entry = { promise, abort, listeners, waiting: 0, loaded: null };
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

	async #load(
		{ event, choice, overrides }: LoadRequest,
		signal: AbortSignal,
		onProgress: (progress: LoadProgress) => void,
	): Promise<Loaded> {
		const began = performance.now();
		if (event.payload?.transport === SHARED_MEMORY) await this.beforeLoad(event);
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
			return { held, milliseconds: performance.now() - began, warnings: incoming.warnings };
		} finally {
			if (choice.how !== "browse") await incoming.close();
		}
	}
}

/** Which columns are loaded, and as what. */
export function loadColumns(
	{ schema }: Pick<IncomingTable, "schema">,
	chosen: readonly string[] | null,
	choices: Readonly<Record<string, ColumnChoice>>,
): Pick<LoadOptions, "columns" | "overrides"> {
	const names = schema.fields.map(({ name }) => name);
	const ignored = new Set(names.filter((name) => choices[name]?.role === "ignore"));
	const overrides: Record<string, ColumnOverride> = {};
	const ROLES = { feature: "attribute", target: "class", meta: "meta", ignore: undefined } as const;
	for (const name of names) {
		const { kind, role } = choices[name] ?? {};
		if (kind !== undefined || role !== undefined)
			overrides[name] = { kind, role: role === undefined ? undefined : ROLES[role] };
	}
	if (chosen === null && ignored.size === 0) return { overrides };
	return { columns: (chosen ?? names).filter((name) => !ignored.has(name)), overrides };
}

async function browse(incoming: IncomingTable, options: LoadOptions, began: number): Promise<Loaded> {
	try {
		const { columns, signal } = options;
		const domain = await incoming.domain({ columns, signal });
		const lazy = await incoming.lazy({ columns, domain, signal });
		const held = new HeldTable(lazy, {
			name: incoming.event.table_name,
			release: () => incoming.close(),
		});
		return { held, milliseconds: performance.now() - began, warnings: incoming.warnings };
	} catch (error) {
		await incoming.close();
		throw error;
	}
}
