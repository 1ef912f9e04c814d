import { sampleRows } from "@allye/orange-table";
import { MAX_SAMPLED_POINTS, type PlotPoints } from "../../contract";
import { refuse } from "../refuse";
import type { HeldTable } from "../tables/held-table";
import { type PlotRequest, plotPoints } from "./plot-points";

const SEED = 1;
/** Samples that a table keeps: of the columns that were plotted last. */
const KEPT = 4;

/**
 * Points of a uniform sample of a table whose columns stay on disk, always the same one; the columns that are plotted are read once for it. Nothing is picked in them.
 *
 * @throws as {@link plotPoints}, and what reading the payload throws
 */
export async function plotSample(
	held: HeldTable,
	request: Omit<PlotRequest, "picked">,
	signal: AbortSignal,
): Promise<PlotPoints> {
	const { rowCount, variables } = held.info;
	const { x, y, color, size } = request;
	const wanted = new Set([x, y, color, size].filter((name) => name !== null));
	const names = variables.map(({ name }) => name).filter((name) => wanted.has(name));
	for (const name of wanted)
		if (!names.includes(name)) throw refuse(`The table has no column ${JSON.stringify(name)}.`);
	const text = variables.find(({ name, kind }) => kind === "string" && wanted.has(name));
	if (text !== undefined)
		throw refuse(`${JSON.stringify(text.name)} is text, which has no place on an axis.`);
	const table = await sampleOf(held, names, signal);
	const points = await plotPoints(table, { ...request, picked: null });
	if (table.rowCount === rowCount) return { ...points, sampleOf: rowCount };
	const numbers = await sampleRows(rowCount, table.rowCount, { seed: SEED });
	return { ...points, rows: points.rows.map((row) => numbers[row]!), sampleOf: rowCount };
}

async function sampleOf({ samples, sample }: HeldTable, names: readonly string[], signal: AbortSignal) {
	if (sample === null) throw refuse("This table cannot be sampled. Load it, or a sample of it.");
	const key = JSON.stringify(names);
	const kept = samples.get(key);
	const table = kept ?? (await sample(names, { n: MAX_SAMPLED_POINTS, seed: SEED, signal }));
	samples.delete(key);
	samples.set(key, table);
	for (const oldest of samples.keys()) if (samples.size > KEPT) samples.delete(oldest);
	return table;
}
