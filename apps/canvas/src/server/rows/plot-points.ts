import { type OrangeTable, sampleRows } from "@allye/orange-table";
import { MAX_PLOT_POINTS, type PlotAxis, type PlotPoints } from "../../contract";
import { axisRange, axisValues, isPlaced, shareOf } from "./axis-values";
import { inSlices } from "./pause";

export interface PlotRequest {
	readonly x: string;
	readonly y: string;
	readonly color: string | null;
	readonly size: string | null;
	/** Rows that are picked, ascending. */
	readonly picked: Uint32Array | null;
	/** Default: {@link MAX_PLOT_POINTS}. */
	readonly maxPoints?: number;
}

/**
 * The rows that have a finite value on both axes, as points; of too many a uniform sample, always the same one.
 *
 * @throws INVALID_ARGUMENT for a column that the table has not, or of text
 */
export async function plotPoints(
	table: OrangeTable,
	{ x, y, color, size, picked, maxPoints = MAX_PLOT_POINTS }: PlotRequest,
): Promise<PlotPoints> {
	const [xAxis, yAxis] = [await axisRange(table, x), await axisRange(table, y)];
	const [xValues, yValues] = [axisValues(table, x), axisValues(table, y)];
	const { rowCount } = table;
	let rows = new Uint32Array(rowCount);
	let ofRows = 0;
	await inSlices(rowCount, (start, end) => {
		for (let row = start; row < end; row++)
			if (isPlaced(xValues, row) && isPlaced(yValues, row)) rows[ofRows++] = row;
	});
	if (ofRows > maxPoints) {
		const sample = await sampleRows(ofRows, maxPoints, { seed: 1 });
		for (let i = 0; i < sample.length; i++) sample[i] = rows[sample[i]!]!;
		rows = Uint32Array.from(sample);
	} else rows = rows.slice(0, ofRows);
	const shades = color === null ? null : await shading(table, color, rows);
	const sizes = size === null ? null : await shading(table, size, rows);
	return {
		x: xAxis,
		y: yAxis,
		xs: positions(rows, xValues, xAxis),
		ys: positions(rows, yValues, yAxis),
		rows,
		color: shades?.shares ?? null,
		size: sizes?.shares ?? null,
		colorAxis: shades?.axis ?? null,
		sizeAxis: sizes?.axis ?? null,
		picked: marks(rows, picked),
		ofRows,
		missing: rowCount - ofRows,
		sampleOf: null,
	};
}

type Values = Float64Array | Int32Array;

function positions(rows: Uint32Array, values: Values, axis: PlotAxis): Float32Array {
	const found = new Float32Array(rows.length);
	for (let i = 0; i < rows.length; i++) found[i] = shareOf(values[rows[i]!]!, axis) * 2 - 1;
	return found;
}

/** 0 to 1 of a number, the code of a category; -1 for missing. */
async function shading(
	table: OrangeTable,
	name: string,
	rows: Uint32Array,
): Promise<{ shares: Float32Array; axis: PlotAxis | null }> {
	const values = axisValues(table, name);
	const axis = values instanceof Int32Array ? null : await axisRange(table, name);
	const shares = new Float32Array(rows.length);
	for (let i = 0; i < rows.length; i++) {
		const row = rows[i]!;
		shares[i] = !isPlaced(values, row) ? -1 : axis === null ? values[row]! : shareOf(values[row]!, axis);
	}
	return { shares, axis };
}

function marks(rows: Uint32Array, picked: Uint32Array | null): Uint8Array {
	const marked = new Uint8Array(rows.length);
	if (picked === null) return marked;
	// Both ascend.
	for (let i = 0, j = 0; i < rows.length && j < picked.length; )
		if (rows[i]! < picked[j]!) i++;
		else if (rows[i]! > picked[j]!) j++;
		else {
			marked[i++] = 1;
			j++;
		}
	return marked;
}
