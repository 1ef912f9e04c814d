import { type ClaimedNames, decodeNames } from "./claim-lines";
import { compareCodePoints } from "./compare-code-points";
import { EventStream, type LineRange, type Placed } from "./event-stream";
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
	readonly #byRawNames = new Map<string, EventStream>();
	/** Those with lines that do not count yet. */
	#unsettled: EventStream[] = [];
	#names: string[] = [];
	#newNames: string[] = [];
	#lineCount = 0;

	/** Lines added. */
	get lineCount(): number {
		return this.#lineCount;
	}

	/** Adds the next line in file order; it counts once {@link settle} has ended. */
	add(names: ClaimedNames, start: number, length: number): void {
		const stream = "raw" in names ? this.#rawStream(names.raw) : this.#stream(names);
		if (stream.isSettled) this.#unsettled.push(stream);
		stream.add(start, length);
		this.#lineCount++;
	}

	/** Parses what the answers need of the lines that were added, from the file's end towards its start. */
	async settle(parse: Parameters<EventStream["settle"]>[0]): Promise<void> {
		for (const stream of this.#unsettled.sort((a, b) => b.end - a.end)) {
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
		const lines = this.#streams(tableName).flatMap((stream) => [...stream.lines()]);
		return lines.sort((a, b) => a.start - b.start);
	}

	#rawStream(raw: string): EventStream {
		let stream = this.#byRawNames.get(raw);
		if (!stream) {
			stream = this.#stream(decodeNames(raw));
			// A copy: `raw` itself would keep the whole text alive that it is a part of.
			this.#byRawNames.set(Buffer.from(raw, "latin1").toString("latin1"), stream);
		}
		return stream;
	}

	#stream({ tableName, producer }: { tableName: string; producer: string }): EventStream {
		let table = this.#tables.get(tableName);
		if (!table) {
			table = { byProducer: new Map(), entry: undefined };
			this.#tables.set(tableName, table);
			this.#newNames.push(tableName);
		}
		let stream = table.byProducer.get(producer);
		if (!stream) {
			stream = new EventStream(tableName, producer);
			table.byProducer.set(producer, stream);
		}
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
