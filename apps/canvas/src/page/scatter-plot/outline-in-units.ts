import { MOST_CORNERS, type PlotPoints } from "../../contract";
import { unscaled } from "./picked-points";
import { type Corner, simplifyPolygon } from "./simplify-polygon";

/** Pixels: twice it, and the rounding, are less than half a pixel, so nobody can see which rows it changes. */
const TOLERANCE = 0.2;
const ROUNDING = 0.02;
/** Of a command of 64 KiB. */
const MOST_BYTES = 60 * 1024;

/**
 * An outline that was drawn, in the units of both columns, small enough for a command. Which points are inside changes for none that is half a pixel or more from the outline;
 * only a scribble of more corners than a command has room for, 1,200 to 4,000 as their numbers are long, is simplified further, as far as it must be.
 *
 * @param corners in the points' own -1 … 1
 * @param pixel how wide and high one is there
 */
export function outlineInUnits(
	corners: readonly Corner[],
	pixel: { readonly x: number; readonly y: number },
	{ x, y }: Pick<PlotPoints, "x" | "y">,
): Corner[] {
	const inPixels = corners.map(([x, y]): Corner => [x / pixel.x, y / pixel.y]);
	const step = {
		x: Math.abs(unscaled(pixel.x, x) - unscaled(0, x)) * ROUNDING,
		y: Math.abs(unscaled(pixel.y, y) - unscaled(0, y)) * ROUNDING,
	};
	const inUnits = ([px, py]: Corner): Corner => [
		roundedTo(step.x, unscaled(px * pixel.x, x)),
		roundedTo(step.y, unscaled(py * pixel.y, y)),
	];
	const cost = (corner: number) =>
		Math.max(
			JSON.stringify(inUnits(inPixels[corner] as Corner)).length + ",".length,
			MOST_BYTES / MOST_CORNERS,
		);
	return simplifyPolygon(inPixels, TOLERANCE, { most: MOST_BYTES, cost }).map(inUnits);
}

/** With as few digits as a step allows. */
function roundedTo(step: number, value: number): number {
	if (!(step > 0) || value === 0) return value;
	const digits = Math.ceil(Math.log10(Math.abs(value)) - Math.log10(step)) + 1;
	return digits > 15 ? value : digits < 1 ? 0 : Number(value.toPrecision(digits));
}
