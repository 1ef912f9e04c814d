import { type OrangeTable, textValues } from "@allye/orange-table";
import type { Distribution } from "../../contract";
import { refuse } from "../refuse";
import type { HeldTable } from "../tables/held-table";
import { axisRange, axisValues, isPlaced } from "./axis-values";
import { columnsSample } from "./columns-sample";
import { inSlices, pause, SLICE } from "./pause";

const BARS = 30;
const VALUES = 50;

/**
 * How often the values of a column occur, or ranges of them; split by the values of a category, where its missing ones are left out.
 *
 * @throws INVALID_ARGUMENT for a column that the table has not, and for a split by what is no category
 */
export async function distribution(
	table: OrangeTable,
	name: string,
	splitBy: string | null,
): Promise<Distribution> {
	const column = table.column(name);
	const split = splitBy === null ? null : table.column(splitBy);
	if (split !== null && !("codes" in split))
		throw refuse(`${JSON.stringify(splitBy)} is no category: it cannot split bars.`);
	const bars = "chunks" in column ? await textBars(column) : await barsOf(table, name);
	const names = split === null ? [name] : split.variable.values;
	const counts = names.map(() => new Array<number>(bars.count).fill(0));
	let missing = 0;
	let others = 0;
	await inSlices(table.rowCount, (start, end) => {
		for (let row = start; row < end; row++) {
			const bar = bars.of(row);
			if (bar === MISSING) missing++;
			else if (bar === OTHERS) others++;
			else {
				const series = split === null ? 0 : split.codes[row]!;
				if (series !== -1) counts[series]![bar]!++;
			}
		}
	});
	return {
		column: name,
		edges: bars.edges,
		values: bars.values,
		others,
		series: names.map((name, i) => ({ name, counts: counts[i]! })),
		missing,
		rows: table.rowCount,
		sampleOf: null,
	};
}

/**
 * The same of a uniform sample of a table whose columns stay on disk, always the same one.
 *
 * @throws as {@link distribution}, and what reading the payload throws
 */
export async function sampledDistribution(
	held: HeldTable,
	name: string,
	splitBy: string | null,
	signal: AbortSignal,
): Promise<Distribution> {
	const names = splitBy === null ? [name] : [name, splitBy];
	const bars = await distribution(await columnsSample(held, names, signal), name, splitBy);
	return { ...bars, sampleOf: held.info.rowCount };
}

const MISSING = -1;
const OTHERS = -2;

interface Bars {
	readonly count: number;
	readonly edges: readonly number[] | null;
	readonly values: readonly string[] | null;
	of(row: number): number;
}

async function barsOf(table: OrangeTable, name: string): Promise<Bars> {
	const column = table.column(name);
	const at = axisValues(table, name);
	if ("codes" in column) {
		const values = column.variable.values.slice(0, VALUES);
		const { codes } = column;
		const of = (row: number) =>
			codes[row] === -1 ? MISSING : codes[row]! < values.length ? codes[row]! : OTHERS;
		return { count: values.length, edges: null, values, of };
	}
	const { low, high } = await axisRange(table, name);
	const edges = roundEdges(low, high);
	const of = (row: number) => (isPlaced(at, row) ? rangeOf(at[row]!, edges) : MISSING);
	return { count: edges.length - 1, edges, values: null, of };
}

/** In which range a value lies: its lower edge included, the upper one only of the last. */
function rangeOf(value: number, edges: readonly number[]): number {
	let [low, high] = [0, edges.length - 1];
	while (high - low > 1) {
		const middle = (low + high) >>> 1;
		if (value >= edges[middle]!) low = middle;
		else high = middle;
	}
	return low;
}

/** At most some thirty ranges of 1, 2 or 5 times a power of ten from below `low` to above `high`. */
export function roundEdges(low: number, high: number): number[] {
	const span = high - low;
	// As far as round numbers reach.
	if (!(span < 1e290)) return [low, high];
	const around = Math.max(0.5, Math.abs(low) * 1e-6);
	if (!(span > Math.max(Math.abs(low), Math.abs(high)) * 1e-12 && span > 1e-290))
		return [low - around, high + around];
	const rough = span / BARS;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = power * ([1, 2, 5].find((factor) => power * factor >= rough) ?? 10);
	const edge = (i: number) => Number((i * step).toPrecision(15));
	// Divisions are rounded: the edge found may lie a step, or a hair, on the wrong side.
	let first = Math.floor(low / step);
	while (edge(first) > low) first--;
	let last = Math.max(first + 1, Math.ceil(high / step));
	while (edge(last) < high) last++;
	return Array.from({ length: last - first + 1 }, (_, i) => edge(first + i));
}

async function textBars(column: Parameters<typeof textValues>[0]): Promise<Bars> {
	const counts = new Map<string, number>();
	const ids = new Int32Array(column.length);
	const idOf = new Map<string, number>();
	let row = 0;
	for (const text of textValues(column)) {
		if (text === "") ids[row] = MISSING;
		else {
			let id = idOf.get(text);
			if (id === undefined) {
				id = idOf.size;
				idOf.set(text, id);
			}
			ids[row] = id;
			counts.set(text, (counts.get(text) ?? 0) + 1);
		}
		row++;
		if (row % (SLICE / 4) === 0) await pause();
	}
	const values = [...counts]
		.sort(([, a], [, b]) => b - a)
		.slice(0, VALUES)
		.map(([value]) => value);
	const barOf = new Int32Array(idOf.size).fill(OTHERS);
	for (const [bar, value] of values.entries()) barOf[idOf.get(value)!] = bar;
	const of = (row: number) => (ids[row] === MISSING ? MISSING : barOf[ids[row]!]!);
	return { count: values.length, edges: null, values, of };
}
