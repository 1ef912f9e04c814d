import { decodeBinary, encodeBinary } from "./binary-message";

/**
 * Points to draw: rows with a value on both axes. Positions are scaled to -1 … 1 between `low` and `high` of each axis, as float32: what a
 * graphics card takes. Of more than `maxPoints` rows a uniform sample is drawn, and `ofRows` says of how many.
 */
export interface PlotPoints {
	readonly x: PlotAxis;
	readonly y: PlotAxis;
	readonly xs: Float32Array;
	readonly ys: Float32Array;
	/** The number of each point's row in the table. */
	readonly rows: Uint32Array;
	/** 0 … 1 for numbers, the code for categories, -1 for missing; null where nothing is coloured (sized) by. */
	readonly color: Float32Array | null;
	readonly size: Float32Array | null;
	/** What 0 and 1 of color (size) stand for, where it is a number or a time; null for categories. */
	readonly colorAxis: PlotAxis | null;
	readonly sizeAxis: PlotAxis | null;
	/** 1 where the row is picked. */
	readonly picked: Uint8Array;
	/** Rows that have both values. */
	readonly ofRows: number;
	/** Rows left out because one of the two is missing. */
	readonly missing: number;
	/** Of a table whose columns stay on disk: its rows, of which at most {@link MAX_SAMPLED_POINTS} were looked at. Null where all were. */
	readonly sampleOf: number | null;
}

export interface PlotAxis {
	readonly column: string;
	readonly low: number;
	readonly high: number;
}

export const MAX_PLOT_POINTS = 1_000_000;
export const MAX_SAMPLED_POINTS = 100_000;

type Head = Pick<PlotPoints, "x" | "y" | "colorAxis" | "sizeAxis" | "ofRows" | "missing" | "sampleOf"> & {
	hasColor: boolean;
	hasSize: boolean;
};

export function encodePlotPoints(points: PlotPoints): Uint8Array<ArrayBuffer> {
	const { xs, ys, rows, color, size, picked, ...rest } = points;
	const head: Head = { ...rest, hasColor: color !== null, hasSize: size !== null };
	return encodeBinary({
		head,
		arrays: [xs, ys, rows, picked, ...(color === null ? [] : [color]), ...(size === null ? [] : [size])],
	});
}

export function decodePlotPoints(buffer: ArrayBuffer): PlotPoints {
	const { head, arrays } = decodeBinary<Head>(buffer);
	const { hasColor, hasSize, ...rest } = head;
	const [xs, ys, rows, picked, ...more] = arrays as [
		Float32Array,
		Float32Array,
		Uint32Array,
		Uint8Array,
		...Float32Array[],
	];
	const color = hasColor ? (more.shift() ?? null) : null;
	const size = hasSize ? (more.shift() ?? null) : null;
	return { ...rest, xs, ys, rows, picked, color, size };
}
