import type { ManifestEvent } from "./manifest-event";

/** An event and where its line starts in the manifest, in bytes. */
export interface Placed {
	event: ManifestEvent;
	start: number;
}

/** Where a line lies in the manifest, in bytes. */
export interface LineRange {
	start: number;
	length: number;
}

/** What counts of one table name and one producer: the places of all its lines, and the events that have the say. */
export class EventStream {
	ready: Placed | null = null;
	/** Only where it comes after `ready`. */
	latestError: Placed | null = null;
	/** Writing lines after `ready`, without outcome, by id in file order. */
	readonly #pending = new Map<string, Placed>();
	/** Start and length of each line, in turn, in file order: 16 bytes a line. */
	readonly #lines: number[] = [];
	/** How many of `#lines` have had their say. */
	#settled = 0;

	constructor(
		readonly tableName: string,
		readonly producer: string,
	) {}

	/** The last writing line after `ready` whose id has no ready or error line yet. */
	get pending(): Placed | null {
		return [...this.#pending.values()].at(-1) ?? null;
	}

	/** Whether all its lines count already. */
	get isSettled(): boolean {
		return this.#settled === this.#lines.length;
	}

	/** Where the last line starts. */
	get end(): number {
		return this.#lines.at(-2) ?? 0;
	}

	/** Adds the next line in file order; it counts once {@link settle} has parsed it. */
	add(start: number, length: number): void {
		this.#lines.push(start, length);
	}

	*lines(): Iterable<LineRange> {
		for (let i = 0; i < this.#lines.length; i += 2) yield this.#line(i);
	}

	/** Brings the answers up to date: parses the new lines backwards as far as the last ready one, which ends what came before. */
	async settle(
		parse: (line: LineRange) => ManifestEvent | null | Promise<ManifestEvent | null>,
	): Promise<void> {
		const newest: Placed[] = [];
		for (let i = this.#lines.length - 2; i >= this.#settled; i -= 2) {
			const line = this.#line(i);
			// Most lines are in memory already, and awaiting each would take longer than parsing it.
			const parsing = parse(line);
			const event = parsing instanceof Promise ? await parsing : parsing;
			if (event?.table_name !== this.tableName || event.producer !== this.producer) continue;
			newest.push({ event, start: line.start });
			if (event.status === "ready") break;
		}
		this.#settled = this.#lines.length;
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

	#line(index: number): LineRange {
		return { start: this.#lines[index]!, length: this.#lines[index + 1]! };
	}
}
