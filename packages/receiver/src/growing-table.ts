import type { ArrowPayload } from "@allye/arrow-ipc";
import {
	concatTables,
	type Domain,
	loadOrangeTable,
	type OrangeTable,
	pickRows,
	sampleRows,
} from "@allye/orange-table";
import type { GrowingTable, GrowOptions } from "./receiver";
import { settleOnAbort } from "./settle-on-abort";

interface Settings {
	method: "head" | "uniform";
	seed: number;
	domain: Domain;
	/** Refuses a table of this many rows where it is too large. */
	check(rows: number, allowLarge: boolean | undefined): Promise<void>;
	label: string;
	totalBytes: number;
}

/** The first rows, or a uniform sample, that more rows can be added to; of rows it has none is read again. */
export class GrowingOrangeTable implements GrowingTable {
	readonly domain: Domain;
	#table: OrangeTable;
	/** The table's rows in the payload, ascending. */
	#rows = new Float64Array(0);
	/** Ends when the growth before has ended. */
	#turn: Promise<unknown> = Promise.resolve();

	constructor(
		private readonly payload: ArrowPayload,
		private readonly settings: Settings,
		empty: OrangeTable,
	) {
		this.domain = settings.domain;
		this.#table = empty;
	}

	get table(): OrangeTable {
		return this.#table;
	}

	get rows(): Float64Array {
		return this.#rows;
	}

	get isComplete(): boolean {
		return this.#rows.length === this.payload.rowCount;
	}

	grow(count: number, options: GrowOptions = {}): Promise<OrangeTable> {
		const grown = this.#turn.then(() => this.#grow(count, options));
		this.#turn = grown.catch(() => {});
		return grown;
	}

	async #grow(count: number, { signal, onProgress, allowLarge }: GrowOptions): Promise<OrangeTable> {
		const { label, seed, method, totalBytes } = this.settings;
		const size = Math.min(this.#rows.length + count, this.payload.rowCount);
		return settleOnAbort(signal, `Loading more of ${label}`, async () => {
			await this.settings.check(size, allowLarge);
			const from = this.#rows.length;
			const added =
				method === "head"
					? Float64Array.from({ length: size - from }, (_, i) => from + i)
					: await sampleRows(this.payload.rowCount, size, { seed, from, signal });
			const columns = method === "head" ? this.payload : pickRows(this.payload, added);
			const { table } = await loadOrangeTable(columns, {
				domain: this.domain,
				rows: method === "head" ? { start: from, end: size } : undefined,
				signal,
				onProgress: onProgress && ((done) => onProgress({ ...done, totalBytes })),
			});
			const { rows, order } = merged(this.#rows, added);
			const both = concatTables([this.#table, table]);
			signal?.throwIfAborted();
			this.#rows = rows;
			this.#table = method === "head" ? both : both.selectRows(order);
			return this.#table;
		});
	}
}

/** Two ascending lists as one, and where each of its rows stands in the one list followed by the other. */
function merged(a: Float64Array, b: Float64Array): { rows: Float64Array<ArrayBuffer>; order: Uint32Array } {
	const rows = new Float64Array(a.length + b.length);
	const order = new Uint32Array(rows.length);
	for (let i = 0, j = 0; i + j < rows.length; ) {
		const isFirst = j === b.length || (i < a.length && a[i]! < b[j]!);
		rows[i + j] = isFirst ? a[i]! : b[j]!;
		order[i + j] = isFirst ? i : a.length + j;
		if (isFirst) i++;
		else j++;
	}
	return { rows, order };
}
