import type { ArrowPayload, RowRange } from "@allye/arrow-ipc";
import { formatCount } from "./amounts";
import { columnIndices, domainNames, rowsWithin } from "./asked-part";
import { availableMemory, availableMemoryFor } from "./available-memory";
import { type Estimate, estimateColumns, mostLoadedBytes } from "./estimate";
import { exceededLimits, type Limits, refuseTooLarge } from "./limits";
import type { EstimateOptions, LoadOptions } from "./receiver";

/** Cells of a part that is never held against limits: a preview must be at once. */
const FREE_CELLS = 1e6;

/** What loading parts of one opened payload costs, and whether limits allow it. */
export class LoadCosts {
	constructor(
		private readonly payload: ArrowPayload,
		private readonly payloadBytes: number,
		private readonly limits: Limits,
		private readonly tableName: string,
	) {}

	/** @throws INVALID_ARGUMENT; what reading the lengths of compressed buffers throws */
	estimate(part: EstimateOptions): Promise<Estimate> {
		return this.#estimate(part, () => availableMemory());
	}

	/** @throws OVER_LIMITS, OUT_OF_MEMORY, INVALID_ARGUMENT, as {@link estimate} */
	async refuseTooLarge({ columns, domain, rows, allowLarge = false }: LoadOptions): Promise<void> {
		const names = columns ?? domainNames(domain);
		const range = rowsWithin(this.payload.rowCount, rows);
		const { length } = this.payload.schema.fields;
		const width = names?.length ?? length;
		const isPart = range.end - range.start < this.payload.rowCount;
		if (isPart && width * (range.end - range.start) <= FREE_CELLS) return;
		if (await this.#surelyFits(names, range)) return;
		const estimate = await this.#estimate({ columns: names, rows: range }, availableMemoryFor);
		const all = isPart ? "" : "All ";
		const some = estimate.columns < length ? ` of ${formatCount(estimate.columns)} columns` : "";
		refuseTooLarge(estimate, `${all}${formatCount(estimate.rows)} rows${some}`, allowLarge);
	}

	async #estimate(
		{ columns, rows }: EstimateOptions,
		available: (loadedBytes: number) => Promise<number>,
	): Promise<Estimate> {
		const { payload, payloadBytes } = this;
		const chosen = columnIndices(payload.schema, columns, this.tableName);
		const decodedBytes = await payload.decodedBytes({ columns: chosen });
		const costs = estimateColumns(payload, decodedBytes, chosen, rowsWithin(payload.rowCount, rows));
		const availableBytes = await available(costs.loadedBytes);
		const estimate = { ...costs, payloadBytes, availableBytes };
		return { ...estimate, warnings: exceededLimits(estimate, this.limits) };
	}

	/** Whether no limit is near, whatever the columns are: told from three numbers, which takes less than an estimate. */
	async #surelyFits(names: readonly string[] | undefined, range: RowRange): Promise<boolean> {
		const { payload, payloadBytes } = this;
		if (payload.compression !== null) return false;
		const rows = range.end - range.start;
		const columns = columnIndices(payload.schema, names, this.tableName).length;
		// Buffers that overlap may make each column as large as the payload.
		const loadedBytes = mostLoadedBytes(rows * columns, columns * payloadBytes);
		const availableBytes = await availableMemoryFor(loadedBytes);
		const most = { rows, columns, loadedBytes, availableBytes };
		return loadedBytes <= availableBytes && exceededLimits(most, this.limits).length === 0;
	}
}
