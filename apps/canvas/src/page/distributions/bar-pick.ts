import type { ColumnFilter, Distribution, RowPick } from "../../contract";

/** Which bars are picked, and how picking more changes that. A number's bars are one range; a category's are any of its values. */

/** Positions of the bars that a pick of ours covers. */
export function pickedBars(
	{ column, edges, values }: Distribution,
	picked: RowPick | null,
): ReadonlySet<number> {
	const filter = picked?.by === "filters" && picked.filters.length === 1 ? picked.filters[0] : undefined;
	if (filter === undefined || filter.column !== column) return new Set();
	if (filter.is === "one-of" && values !== null)
		return new Set(filter.values.map((value) => values.indexOf(value)).filter((bar) => bar >= 0));
	if (filter.is !== "between" || edges === null) return new Set();
	const { low, high } = filter;
	const isIn = (bar: number) =>
		(low === null || (edges[bar] as number) >= low) && (high === null || justBelow(edges, bar) <= high);
	return new Set(Array.from({ length: edges.length - 1 }, (_, bar) => bar).filter(isIn));
}

/** After a click on a bar: that one "only", all from the ones before up to it ("extend"), or it more or less ("toggle"). */
export function pickAfterClick(
	distribution: Distribution,
	before: ReadonlySet<number>,
	bar: number,
	how: "only" | "extend" | "toggle",
): RowPick | null {
	const { column, edges, values } = distribution;
	if (values !== null) {
		const bars =
			how === "only"
				? new Set([bar])
				: how === "toggle"
					? toggled(before, bar)
					: new Set([...before, ...between(before, bar)]);
		if (bars.size === 0) return null;
		const chosen = [...bars].sort((a, b) => a - b).map((bar) => values[bar] ?? "");
		return byFilter({ column, is: "one-of", values: chosen });
	}
	if (edges === null) return null;
	if (how === "toggle" && before.size === 1 && before.has(bar)) return null;
	const bars = how === "only" ? [bar] : between(before, bar);
	const first = Math.min(...bars);
	const last = Math.max(...bars);
	return byFilter({ column, is: "between", low: edges[first] as number, high: justBelow(edges, last) });
}

const byFilter = (filter: ColumnFilter): RowPick => ({ by: "filters", filters: [filter] });

function toggled(before: ReadonlySet<number>, bar: number): Set<number> {
	const after = new Set(before);
	if (!after.delete(bar)) after.add(bar);
	return after;
}

/** All bars from the ones picked before up to this one. */
function between(before: ReadonlySet<number>, bar: number): number[] {
	const first = Math.min(bar, ...before);
	const last = Math.max(bar, ...before);
	return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** The greatest value of a bar: its upper edge belongs to the next one, but that of the last to itself. */
function justBelow(edges: readonly number[], bar: number): number {
	const edge = edges[bar + 1] as number;
	return bar === edges.length - 2 ? edge : nextDown(edge);
}

/** The greatest float64 below a finite one. */
export function nextDown(value: number): number {
	if (value === 0) return -Number.MIN_VALUE;
	const view = new DataView(new ArrayBuffer(8));
	view.setFloat64(0, value);
	view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? -1n : 1n));
	return view.getFloat64(0);
}
