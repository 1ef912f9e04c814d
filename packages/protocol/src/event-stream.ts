import type { LineRange, LineStore } from "./line-store";
import type { ManifestEvent } from "./manifest-event";

export type { LineRange };

/** An event and where its line starts in the manifest, in bytes. */
export interface Placed {
	event: ManifestEvent;
	start: number;
}

/** What counts of one table name and one producer: the last of its lines, and the events that have the say. */
export class EventStream {
	ready: Placed | null = null;
	/** Only where it comes after `ready`. */
	latestError: Placed | null = null;
	/** Its last line, in the store; -1 before the first. */
	last = -1;
	/** Writing lines after `ready`, without outcome, by id in file order. */
	readonly #pending = new Map<string, Placed>();
	/** The last line that has had its say. */
	#settled = -1;
	readonly #store: LineStore;

	constructor(
		readonly tableName: string,
		readonly producer: string,
		store: LineStore,
	) {
		this.#store = store;
	}

	/** The last writing line after `ready` whose id has no ready or error line yet. */
	get pending(): Placed | null {
		return [...this.#pending.values()].at(-1) ?? null;
	}

	/** Whether all its lines count already. */
	get isSettled(): boolean {
		return this.#settled === this.last;
	}

	/** Adds the next line in file order; it counts once {@link settle} has parsed it. */
	add(start: number, length: number): void {
		this.last = this.#store.add(start, length, this.last);
	}

	/** Brings the answers up to date: parses the new lines backwards as far as the last ready one, which ends what came before. */
	async settle(
		parse: (line: LineRange) => ManifestEvent | null | Promise<ManifestEvent | null>,
	): Promise<void> {
		const newest: Placed[] = [];
		for (const line of this.#store.backwards(this.last, this.#settled)) {
			const range = this.#store.range(line);
			// Most lines are in memory already, and awaiting each would take longer than parsing it.
			const parsing = parse(range);
			const event = parsing instanceof Promise ? await parsing : parsing;
			if (event?.table_name !== this.tableName || event.producer !== this.producer) continue;
			newest.push({ event, start: range.start });
			if (event.status === "ready") break;
		}
		this.#settled = this.last;
		for (const placed of newest.reverse()) this.#apply(placed);
	}

	#apply(placed: Placed): void {
		const { id, status } = placed.event;
		if (status === "ready") {
			this.#pending.clear();
			this.latestError = null;
			this.ready = placed;
		} else if (status === "error") {
			this.#pending.delete(id);
			this.latestError = placed;
		} else if (status === "writing") {
			this.#pending.delete(id);
			this.#pending.set(id, placed);
		}
	}
}
