import { type OrangeTable, sampleRows } from "@allye/orange-table";
import { MAX_PLOT_POINTS, type PlotAxis, type PlotPoints } from "../../contract";
import { axisRange, axisValues, shareOf } from "./axis-values";
import { pause, SLICE } from "./pause";

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
	const [xAxis, yAxis] = [axisRange(table, x), axisRange(table, y)];
	const [xOf, yOf] = [axisValues(table, x), axisValues(table, y)];
	const { rowCount } = table;
	let rows = new Uint32Array(rowCount);
	let ofRows = 0;
	for (let start = 0; start < rowCount; start += SLICE) {
		const end = Math.min(rowCount, start + SLICE);
		for (let row = start; row < end; row++)
			if (Number.isFinite(xOf(row)) && Number.isFinite(yOf(row))) rows[ofRows++] = row;
		await pause();
	}
	rows = rows.slice(0, ofRows);
	if (ofRows > maxPoints) {
		const sample = await sampleRows(ofRows, maxPoints, { seed: 1 });
		rows = Uint32Array.from(sample, (at) => rows[at]!);
	}
	const shades = color === null ? null : shading(table, color);
	const sizes = size === null ? null : shading(table, size);
	return {
		x: xAxis,
		y: yAxis,
		xs: positions(rows, xOf, xAxis),
		ys: positions(rows, yOf, yAxis),
		rows,
		color: shades && Float32Array.from(rows, shades.of),
		size: sizes && Float32Array.from(rows, sizes.of),
		colorAxis: shades?.axis ?? null,
		sizeAxis: sizes?.axis ?? null,
		picked: marks(rows, picked),
		ofRows,
		missing: rowCount - ofRows,
	};
}

const positions = (rows: Uint32Array, of: (row: number) => number, axis: PlotAxis): Float32Array =>
	Float32Array.from(rows, (row) => shareOf(of(row), axis) * 2 - 1);

/** 0 to 1 of a number, the code of a category; -1 for missing. */
function shading(table: OrangeTable, name: string): { of: (row: number) => number; axis: PlotAxis | null } {
	const value = axisValues(table, name);
	const known = (shade: (at: number) => number) => (row: number) => {
		const at = value(row);
		return Number.isFinite(at) ? shade(at) : -1;
	};
	if ("codes" in table.column(name)) return { of: known((code) => code), axis: null };
	const axis = axisRange(table, name);
	return { of: known((at) => shareOf(at, axis)), axis };
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
