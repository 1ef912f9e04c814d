import type { LoadChoice, TablePreview } from "../../contract";

export interface LoadCost {
	readonly rows: number;
	readonly columns: number;
	/** Memory that it will take; 0 for what stays on disk. */
	readonly bytes: number;
	/** What has to be read and decoded for it: all rows of a sample's columns. */
	readonly readBytes: number;
	/** Over the limits of the server: it will refuse unless told otherwise. */
	readonly isTooMuch: boolean;
}

/** What a choice costs, of the server's estimate for the whole table; columns that it did not weigh share the rest evenly. */
export function loadCostOf({ rowCount, columns, estimate }: TablePreview, choice: LoadChoice): LoadCost {
	const chosen = choice.columns === null ? null : new Set(choice.columns);
	const names = columns.map(({ variable }) => variable.name);
	const columnCount = chosen === null ? names.length : names.filter((name) => chosen.has(name)).length;
	const columnBytes =
		chosen === null ? estimate.loadedBytes : bytesOf(names.filter((name) => chosen.has(name)));
	const wanted = choice.how === "all" || choice.how === "browse" ? rowCount : Math.min(choice.n, rowCount);
	const share = rowCount === 0 ? 0 : wanted / rowCount;
	const bytes = choice.how === "browse" ? 0 : columnBytes * share;
	const readBytes = choice.how === "sample" ? columnBytes : bytes;
	const isAll = choice.how === "all" && chosen === null;
	const isTooMuch = isAll ? estimate.warnings.length > 0 : bytes > estimate.availableBytes / 2;
	return { rows: wanted, columns: columnCount, bytes, readBytes, isTooMuch };

	function bytesOf(some: readonly string[]): number {
		const weighed = new Map(estimate.heaviest.map(({ name, loadedBytes }) => [name, loadedBytes]));
		const known = estimate.heaviest.reduce((sum, { loadedBytes }) => sum + loadedBytes, 0);
		const others = Math.max(1, names.length - weighed.size);
		const each = Math.max(0, estimate.loadedBytes - known) / others;
		return some.reduce((sum, name) => sum + (weighed.get(name) ?? each), 0);
	}
}
