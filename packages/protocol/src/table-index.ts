import { compareCodePoints } from "./compare-code-points";
import type { ManifestEvent } from "./manifest-event";
import type { TableEntry } from "./table-entry";

/** An event and its place in file order. */
interface Placed {
	event: ManifestEvent;
	order: number;
}

/** What counts of one table name and one producer. */
interface Stream {
	ready: Placed | null;
	/** Only where it comes after `ready`. */
	latestError: Placed | null;
	/** Writing lines after `ready`, without outcome, by id in file order. */
	pending: Map<string, Placed>;
}

interface Table {
	byProducer: Map<string, Stream>;
	/** Start and length in bytes of each line of this name, in turn, in file order. */
	lines: number[];
}

/** Where a line lies in the manifest, in bytes. */
export interface LineRange {
	start: number;
	length: number;
}

/**
 * The answers to questions about the manifest, kept up to date event by event. Memory: the events that count, and 16 bytes for
 * each line.
 */
export class TableIndex {
	readonly #tables = new Map<string, Table>();
	/** The stream that holds the pending event of an id. */
	readonly #pendingStreams = new Map<string, Stream>();
	#sortedNames: string[] | null = null;
	#order = 0;

	/** Events added. */
	get eventCount(): number {
		return this.#order;
	}

	/** Adds the next event in file order. */
	add(event: ManifestEvent, range: LineRange): void {
		const table = this.#table(event.table_name);
		table.lines.push(range.start, range.length);
		const placed = { event, order: this.#order++ };
		if (event.status === "writing") this.#addWriting(streamOf(table, event.producer), placed);
		else if (event.status === "ready") this.#addReady(streamOf(table, event.producer), placed);
		else if (event.status === "error") this.#addError(streamOf(table, event.producer), placed);
	}

	/** One entry a name that has a ready, error or writing line (of `producer`, where given), in code-point order. */
	tables(options: { producer?: string } = {}): TableEntry[] {
		this.#sortedNames ??= [...this.#tables.keys()].sort(compareCodePoints);
		const entries: TableEntry[] = [];
		for (const tableName of this.#sortedNames) {
			const streams = this.#streams(tableName, options.producer);
			if (streams.length > 0) entries.push(entryOf(tableName, streams));
		}
		return entries;
	}

	/** The last ready event in file order, whose payload may be null; null where there is none. */
	latestReady(tableName: string, producer?: string): ManifestEvent | null {
		return lastOf(this.#streams(tableName, producer).map(({ ready }) => ready))?.event ?? null;
	}

	/** Where the lines of a name lie, in file order. */
	*lines(tableName: string): Iterable<LineRange> {
		const lines = this.#tables.get(tableName)?.lines ?? [];
		for (let i = 0; i < lines.length; i += 2) yield { start: lines[i]!, length: lines[i + 1]! };
	}

	#table(name: string): Table {
		const known = this.#tables.get(name);
		if (known) return known;
		const table: Table = { byProducer: new Map(), lines: [] };
		this.#tables.set(name, table);
		this.#sortedNames = null;
		return table;
	}

	#streams(tableName: string, producer: string | undefined): Stream[] {
		const byProducer = this.#tables.get(tableName)?.byProducer;
		if (!byProducer) return [];
		if (producer === undefined) return [...byProducer.values()];
		const stream = byProducer.get(producer);
		return stream ? [stream] : [];
	}

	#addWriting(stream: Stream, placed: Placed): void {
		const { id } = placed.event;
		this.#settle(id);
		stream.pending.set(id, placed);
		this.#pendingStreams.set(id, stream);
	}

	#addReady(stream: Stream, placed: Placed): void {
		this.#settle(placed.event.id);
		for (const id of stream.pending.keys()) this.#pendingStreams.delete(id);
		stream.pending.clear();
		stream.latestError = null;
		stream.ready = placed;
	}

	#addError(stream: Stream, placed: Placed): void {
		this.#settle(placed.event.id);
		stream.latestError = placed;
	}

	#settle(id: string): void {
		this.#pendingStreams.get(id)?.pending.delete(id);
		this.#pendingStreams.delete(id);
	}
}

function streamOf(table: Table, producer: string): Stream {
	let stream = table.byProducer.get(producer);
	if (!stream) {
		stream = { ready: null, latestError: null, pending: new Map() };
		table.byProducer.set(producer, stream);
	}
	return stream;
}

function entryOf(tableName: string, streams: Stream[]): TableEntry {
	const ready = lastOf(streams.map((stream) => stream.ready));
	const latestError = lastOf(streams.map((stream) => stream.latestError));
	const pending = lastOf(streams.flatMap((stream) => [...stream.pending.values()].slice(-1)));
	const newer = (placed: Placed | null) =>
		placed && placed.order > (ready?.order ?? -1) ? placed.event : null;
	return { tableName, ready: ready?.event ?? null, latestError: newer(latestError), pending: newer(pending) };
}

function lastOf(candidates: (Placed | null)[]): Placed | null {
	let last: Placed | null = null;
	for (const candidate of candidates)
		if (candidate && candidate.order > (last?.order ?? -1)) last = candidate;
	return last;
}
