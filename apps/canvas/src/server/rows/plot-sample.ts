import { sampleRows } from "@allye/orange-table";
import type { PlotPoints } from "../../contract";
import { refuse } from "../refuse";
import type { HeldTable } from "../tables/held-table";
import { columnsSample, SAMPLE_SEED } from "./columns-sample";
import { type PlotRequest, plotPoints } from "./plot-points";

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
	const wanted = [x, y, color, size].filter((name) => name !== null);
	const text = variables.find(({ name, kind }) => kind === "string" && wanted.includes(name));
	if (text !== undefined)
		throw refuse(`${JSON.stringify(text.name)} is text, which has no place on an axis.`);
	const table = await columnsSample(held, wanted, signal);
	const points = await plotPoints(table, { ...request, picked: null });
	if (table.rowCount === rowCount) return { ...points, sampleOf: rowCount };
	const numbers = await sampleRows(rowCount, table.rowCount, { seed: SAMPLE_SEED });
	return { ...points, rows: points.rows.map((row) => numbers[row]!), sampleOf: rowCount };
}
