import type { ArrowPayload, PlaceKeepingPayload, RowRange } from "@allye/arrow-ipc";
import { throwIfAborted } from "@allye/protocol/contract";
import type { Column } from "../column";
import { createDomain, type Domain, findVariable, variablesOf } from "../domain";
import { loadOrangeTable } from "../from-arrow/load-orange-table";
import { invalidArgument, quote } from "../invalid-argument";
import { OrangeTable } from "../orange-table";
import type { Variable } from "../variable";
import { concatTables } from "./concat-tables";

/** Rows of a column that are kept together. */
const PAGE_ROWS = 1 << 10;
/** Pages read at once at most. */
const RUN_PAGES = 16;
/** Pages read in advance by one who scrolls down: decoders go on from where they are, so they cost little. */
const AHEAD_PAGES = 4;
const CACHE_BYTES = 64 * 2 ** 20;

/** What the columns are, and how much of them is kept. */
export interface LazyOrangeTableOptions {
	/** What each column is, for all windows alike; of other columns nothing is ever read. */
	domain: Domain;
	/** Memory that columns read before may take, and as much again the decoders that read on from there. Default: 64 MiB. */
	cacheBytes?: number;
}

/** Which rows and columns to read. */
export interface WindowOptions {
	/** `start` included, `end` not; what lies behind the last row is left out. Default: all, which is what `load()` is for. */
	rows?: RowRange;
	/** Default: all of the Domain. */
	columns?: readonly string[];
	signal?: AbortSignal;
}

/**
 * An Orange Table whose columns stay in the payload: windows of it are read when they are asked for, and what was read last is kept, up to
 * a limit. For scrolling through more rows than memory holds.
 */
export class LazyOrangeTable {
	readonly domain: Domain;
	readonly rowCount: number;
	#payload: PlaceKeepingPayload;
	readonly #cacheBytes: number;
	/** Columns of pages by "page name", the one used last at the end. */
	readonly #pages = new Map<string, { column: Column; bytes: number }>();
	#bytes = 0;

	/** @throws INVALID_ARGUMENT where the payload has no column of a variable's name */
	constructor(payload: ArrowPayload, { domain, cacheBytes = CACHE_BYTES }: LazyOrangeTableOptions) {
		const names = new Set(payload.schema.fields.map(({ name }) => name));
		for (const { name } of variablesOf(domain))
			if (!names.has(name)) throw invalidArgument(`The table has no column ${quote(name)}.`);
		this.#payload = payload.keepingPlaces({ maxBytes: cacheBytes, order: "random" });
		this.#cacheBytes = cacheBytes;
		this.domain = domain;
		this.rowCount = payload.rowCount;
	}

	/** Memory that the columns read before take just now. */
	get cachedBytes(): number {
		return this.#bytes;
	}

	/**
	 * Rows and columns as an Orange Table of its own, equal to that part of the table loaded under this Domain.
	 *
	 * @throws INVALID_ARGUMENT for a column that the Domain has not, or rows that are no range; ABORTED; what decoding throws
	 */
	async window({ rows, columns, signal }: WindowOptions = {}): Promise<OrangeTable> {
		throwIfAborted(signal, "Reading a window");
		const { start, end } = this.#checked(rows);
		const domain = columns === undefined ? this.domain : this.#selected(columns);
		const variables = variablesOf(domain);
		const parts: OrangeTable[] = [];
		const read = new Map<string, Column>();
		let first = start;
		do {
			const page = Math.floor(first / PAGE_ROWS);
			const base = page * PAGE_ROWS;
			const last = Math.min(end, base + PAGE_ROWS);
			const whole = await this.#page(page, Math.ceil(end / PAGE_ROWS), variables, read, signal);
			const indices = Uint32Array.from({ length: last - first }, (_, i) => first - base + i);
			parts.push(new OrangeTable(domain, whole, this.#rowsOf(page)).selectRows(indices));
			first = last;
		} while (first < end);
		return concatTables(parts);
	}

	/** Forgets what was read. */
	clear(): void {
		this.#pages.clear();
		this.#bytes = 0;
		this.#payload.close();
		this.#payload = this.#payload.keepingPlaces({ maxBytes: this.#cacheBytes, order: "random" });
	}

	/**
	 * The columns of these variables in one page; those that are not kept are read together, and with them pages near by.
	 *
	 * @param end the page behind the last that is wanted
	 * @param read what this window has read so far
	 */
	async #page(
		page: number,
		end: number,
		variables: readonly Variable[],
		read: Map<string, Column>,
		signal: AbortSignal | undefined,
	): Promise<Column[]> {
		for (const { name } of variables) {
			const key = `${page} ${name}`;
			const kept = this.#pages.get(key);
			if (kept === undefined) continue;
			read.set(key, kept.column);
			this.#pages.delete(key);
			this.#pages.set(key, kept);
		}
		const missing = variables.filter(({ name }) => !read.has(`${page} ${name}`));
		if (missing.length > 0) {
			const run = this.#runAround(page, end, missing[0]!);
			const rows = { start: run.start * PAGE_ROWS, end: Math.min(this.rowCount, run.end * PAGE_ROWS) };
			const domain = this.#selected(missing.map(({ name }) => name));
			const { table } = await loadOrangeTable(this.#payload, { domain, rows, signal });
			for (let each = run.start; each < run.end; each++) {
				const from = (each - run.start) * PAGE_ROWS;
				const indices = Uint32Array.from({ length: this.#rowsOf(each) }, (_, i) => from + i);
				for (const column of table.selectRows(indices).columns) {
					const key = `${each} ${column.variable.name}`;
					read.set(key, column);
					this.#keep(key, column);
				}
			}
		}
		return variables.map(({ name }) => read.get(`${page} ${name}`)!);
	}

	/** Which pages to read with one that is missing: the others of the window, and some in the direction that one scrolls. */
	#runAround(page: number, wanted: number, { name }: Variable): { start: number; end: number } {
		const isKept = (each: number) => this.#pages.has(`${each} ${name}`);
		const pages = Math.ceil(this.rowCount / PAGE_ROWS);
		const last = Math.min(
			pages,
			Math.max(wanted, isKept(page - 1) ? page + AHEAD_PAGES : 0),
			page + RUN_PAGES,
		);
		let [start, end] = [page, page + 1];
		while (end < last && !isKept(end)) end++;
		// Upwards every page is decoded from the start of its record batch: the more of them at once the better.
		if (isKept(page + 1)) while (start > 0 && page - start < RUN_PAGES - 1 && !isKept(start - 1)) start--;
		return { start, end };
	}

	#rowsOf(page: number): number {
		return Math.max(0, Math.min(PAGE_ROWS, this.rowCount - page * PAGE_ROWS));
	}

	#keep(key: string, column: Column): void {
		const bytes = bytesOf(column);
		this.#bytes += bytes - (this.#pages.get(key)?.bytes ?? 0);
		this.#pages.delete(key);
		this.#pages.set(key, { column, bytes });
		for (const [oldest, { bytes }] of this.#pages) {
			if (this.#bytes <= this.#cacheBytes) return;
			this.#pages.delete(oldest);
			this.#bytes -= bytes;
		}
	}

	#checked(rows: RowRange = { start: 0, end: this.rowCount }): RowRange {
		const { start, end } = rows;
		if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end < start)
			throw invalidArgument(`Rows ${start} to ${end} are no range. Give whole numbers, 0 <= start <= end.`);
		const last = Math.min(end, this.rowCount);
		return { start: Math.min(start, last), end: last };
	}

	#selected(names: readonly string[]): Domain {
		for (const name of names)
			if (findVariable(this.domain, name) === null)
				throw invalidArgument(`The table has no column ${quote(name)}. Ask for columns that it has.`);
		const pick = (variables: readonly Variable[]) =>
			names.flatMap((name) => variables.filter((variable) => variable.name === name));
		const { attributes, classVars, metas } = this.domain;
		return createDomain({
			attributes: pick(attributes),
			classVars: pick(classVars),
			metas: pick(metas),
		});
	}
}

/** Text may share a larger buffer with other columns of the page; it counts for what it shows. */
function bytesOf(column: Column): number {
	if ("chunks" in column)
		return column.chunks.reduce((sum, { offsets, bytes }) => sum + offsets.byteLength + bytes.byteLength, 0);
	return "codes" in column ? column.codes.byteLength : column.values.byteLength;
}
