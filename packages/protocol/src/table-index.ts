import { compareCodePoints } from "./compare-code-points";
import { EventStream, type Placed } from "./event-stream";
import { LineFinder } from "./line-finder";
import { type LineRange, LineStore } from "./line-store";
import type { ManifestEvent } from "./manifest-event";
import type { TableEntry } from "./table-entry";

interface Table {
	byProducer: Map<string, EventStream>;
	/** Of all producers; undefined until it is asked for. */
	entry: TableEntry | null | undefined;
}

/** New names up to this many are put where they belong; for more, all are sorted. */
const FEW_NAMES = 16;

/**
 * The answers to questions about the manifest. Each line is added by its names only; of each name and producer no more lines are
 * parsed than the answers need. Memory: the events that count, and 16 bytes for each line.
 */
export class TableIndex {
	readonly #tables = new Map<string, Table>();
	readonly #lines = new LineStore();
	readonly #finder = new LineFinder();
	/** By the finder's numbers. */
	readonly #streamOf: EventStream[] = [];
	/** Those with lines that do not count yet. */
	#unsettled: EventStream[] = [];
	#names: string[] = [];
	#newNames: string[] = [];

	/** Lines added. */
	get lineCount(): number {
		return this.#lines.count;
	}

	/** Adds the lines of the next piece of the file, which begins at `offset`; they count once {@link settle} has ended. */
	async add(piece: Buffer, offset: number): Promise<void> {
		await this.#finder.find(piece, (names, start, length) => {
			const stream = this.#streamOf[names] ?? this.#addStream(names);
			if (stream.isSettled) this.#unsettled.push(stream);
			stream.add(offset + start, length);
		});
	}

	/** Parses what the answers need of the lines that were added, from the file's end towards its start. */
	async settle(parse: Parameters<EventStream["settle"]>[0]): Promise<void> {
		for (const stream of this.#unsettled.sort((a, b) => b.last - a.last)) {
			await stream.settle(parse);
			this.#tables.get(stream.tableName)!.entry = undefined;
		}
		this.#unsettled = [];
	}

	/** One entry a name that has a ready, error or writing line (of `producer`, where given), in code-point order. */
	tables({ producer }: { producer?: string } = {}): TableEntry[] {
		this.#sortNames();
		const entries: TableEntry[] = [];
		for (const tableName of this.#names) {
			const table = this.#tables.get(tableName)!;
			if (table.entry === undefined) table.entry = entryOf(tableName, [...table.byProducer.values()]);
			const entry =
				producer === undefined ? table.entry : entryOf(tableName, this.#streams(tableName, producer));
			if (entry) entries.push(entry);
		}
		return entries;
	}

	/** The last ready event in file order, whose payload may be null; null where there is none. */
	latestReady(tableName: string, producer?: string): ManifestEvent | null {
		return lastOf(this.#streams(tableName, producer).map(({ ready }) => ready))?.event ?? null;
	}

	/** Where the lines of a name lie, in file order. */
	lines(tableName: string): LineRange[] {
		const lines = this.#streams(tableName).flatMap(({ last }) => [...this.#lines.backwards(last)]);
		return lines.sort((a, b) => a - b).map((line) => this.#lines.range(line));
	}

	#addStream(names: number): EventStream {
		const { tableName, producer } = this.#finder.names(names);
		let table = this.#tables.get(tableName);
		if (!table) {
			table = { byProducer: new Map(), entry: undefined };
			this.#tables.set(tableName, table);
			this.#newNames.push(tableName);
		}
		const stream = new EventStream(tableName, producer, this.#lines);
		table.byProducer.set(producer, stream);
		this.#streamOf[names] = stream;
		return stream;
	}

	#streams(tableName: string, producer?: string): EventStream[] {
		const byProducer = this.#tables.get(tableName)?.byProducer;
		if (!byProducer) return [];
		if (producer === undefined) return [...byProducer.values()];
		const stream = byProducer.get(producer);
		return stream ? [stream] : [];
	}

	#sortNames(): void {
		if (this.#newNames.length > FEW_NAMES) {
			this.#names = this.#names.concat(this.#newNames).sort(compareCodePoints);
		} else for (const name of this.#newNames) this.#names.splice(placeOf(name, this.#names), 0, name);
		this.#newNames = [];
	}
}

/** The first of `sorted` that does not come before `name`. */
function placeOf(name: string, sorted: readonly string[]): number {
	let [low, high] = [0, sorted.length];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (compareCodePoints(sorted[middle]!, name) < 0) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** null where no line counts. */
function entryOf(tableName: string, streams: EventStream[]): TableEntry | null {
	const ready = lastOf(streams.map((stream) => stream.ready));
	const latestError = lastOf(streams.map((stream) => stream.latestError));
	const pending = lastOf(streams.map((stream) => stream.pending));
	if (!ready && !latestError && !pending) return null;
	const newer = (placed: Placed | null) =>
		placed && placed.start > (ready?.start ?? -1) ? placed.event : null;
	return { tableName, ready: ready?.event ?? null, latestError: newer(latestError), pending: newer(pending) };
}

function lastOf(candidates: (Placed | null)[]): Placed | null {
	let last: Placed | null = null;
	for (const candidate of candidates)
		if (candidate && candidate.start > (last?.start ?? -1)) last = candidate;
	return last;
}
