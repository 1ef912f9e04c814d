import type { TableWindow, WindowColumn } from "../../contract";

export type FetchWindow = (
	start: number,
	end: number,
	columnPositions: readonly number[],
	signal: AbortSignal,
) => Promise<TableWindow>;

/** Rows of a page. */
export const PAGE = 256;
/** Columns of pages that are kept; 256 numbers each, so 8 MB. */
const MOST_KEPT = 4000;
/** A browser has six connections to a server, and one listens to its events. */
const MOST_AT_ONCE = 3;
const WAIT_MS = 30;

interface Page {
	rowNumbers: Float64Array | null;
	readonly columns: Map<number, WindowColumn>;
}

interface Want {
	readonly firstPage: number;
	readonly endPage: number;
	readonly firstColumn: number;
	readonly endColumn: number;
}

/**
 * Pages of rows that were fetched, the last used of them kept. What is wanted changes as one scrolls: requests for what is no longer
 * wanted are aborted, and the next ones wait a moment, so that a flight over the table asks for little.
 */
export class WindowCache {
	readonly #pages = new Map<number, Page>();
	readonly #requests = new Map<number, AbortController>();
	#want: Want = { firstPage: 0, endPage: 0, firstColumn: 0, endColumn: 0 };
	#timer: ReturnType<typeof setTimeout> | undefined;
	#failed = false;
	#isClosed = false;

	/** `onFetched` follows each answer, `onError` a failed one; after that nothing is asked for until {@link retry}. */
	constructor(
		private readonly rowCount: number,
		private readonly fetchWindow: FetchWindow,
		private readonly onFetched: () => void,
		private readonly onError: (error: unknown) => void,
	) {}

	page(row: number): Page | undefined {
		return this.#pages.get(Math.floor(row / PAGE));
	}

	/** Rows `[start, end)` and columns `[first, end)` that are seen now or will be next. */
	want(start: number, end: number, firstColumn: number, endColumn: number): void {
		this.#want = {
			firstPage: Math.floor(start / PAGE),
			endPage: Math.ceil(Math.min(end, this.rowCount) / PAGE),
			firstColumn,
			endColumn,
		};
		this.#soon();
	}

	retry(): void {
		this.#failed = false;
		this.#soon();
	}

	close(): void {
		this.#isClosed = true;
		clearTimeout(this.#timer);
		for (const controller of this.#requests.values()) controller.abort();
	}

	#soon(): void {
		if (this.#isClosed || this.#failed) return;
		this.#timer ??= setTimeout(() => {
			this.#timer = undefined;
			this.#ask();
		}, WAIT_MS);
	}

	#ask(): void {
		const { firstPage, endPage } = this.#want;
		for (const [page, controller] of this.#requests)
			if (page < firstPage || page >= endPage) {
				controller.abort();
				this.#requests.delete(page);
			}
		for (let page = firstPage; page < endPage && this.#requests.size < MOST_AT_ONCE; page += 1) {
			if (this.#requests.has(page)) continue;
			const columns = this.#missing(page);
			if (columns.length > 0) void this.#fetch(page, columns);
		}
	}

	#missing(page: number): number[] {
		const have = this.#pages.get(page)?.columns;
		const columns: number[] = [];
		for (let column = this.#want.firstColumn; column < this.#want.endColumn; column += 1)
			if (have?.has(column) !== true) columns.push(column);
		return columns;
	}

	async #fetch(page: number, columns: readonly number[]): Promise<void> {
		const controller = new AbortController();
		this.#requests.set(page, controller);
		try {
			const start = page * PAGE;
			const end = Math.min(start + PAGE, this.rowCount);
			const window = await this.fetchWindow(start, end, columns, controller.signal);
			if (controller.signal.aborted) return;
			this.#requests.delete(page);
			this.#keep(page, window);
			this.onFetched();
			this.#soon();
		} catch (error) {
			if (controller.signal.aborted) return;
			this.#requests.delete(page);
			this.#failed = true;
			this.onError(error);
		}
	}

	#keep(page: number, { rowNumbers, columns }: TableWindow): void {
		const kept = this.#pages.get(page) ?? { rowNumbers, columns: new Map<number, WindowColumn>() };
		for (const column of columns) kept.columns.set(column.position, column);
		// A Map keeps its keys in the order they came: the first is the one that was not renewed for longest.
		this.#pages.delete(page);
		this.#pages.set(page, kept);
		let count = 0;
		for (const { columns } of this.#pages.values()) count += columns.size;
		for (const [oldest, { columns }] of this.#pages) {
			if (count <= MOST_KEPT) break;
			if (oldest >= this.#want.firstPage && oldest < this.#want.endPage) continue;
			count -= columns.size;
			this.#pages.delete(oldest);
		}
	}
}
