import type { ColumnFilter } from "./workflow";

/** Of a lasso that fits into a command of 64 KiB, however long its numbers are written. */
export const MOST_CORNERS = 4_000;

/**
 * Which rows of a table the user picked. Small whatever the table's size, so it is a setting: a lasso is its outline, not its points.
 */
export type RowPick =
	/** Row numbers of the table (not of what is shown): `[start, end)`, ascending, not overlapping. */
	| { readonly by: "rows"; readonly ranges: readonly (readonly [start: number, end: number])[] }
	/** Points inside a polygon, in the units of the two columns; a code is at its number. At most {@link MOST_CORNERS}. */
	| {
			readonly by: "polygon";
			readonly x: string;
			readonly y: string;
			readonly corners: readonly (readonly [x: number, y: number])[];
	  }
	/** Rows that the filters let through. */
	| { readonly by: "filters"; readonly filters: readonly ColumnFilter[] };
