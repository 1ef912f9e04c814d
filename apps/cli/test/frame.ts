/** A pandas DataFrame as canvas-peer.py describes it; missing values are null. */
export interface Frame {
	columns: string[];
	dtypes: string[];
	rows: (null | boolean | number | string)[][];
}

export type Value = Frame["rows"][number][number];
/** A value as it is. */
export const same = (value: Value) => value;
/** Orange's missing text is "". */
export const orEmpty = (value: Value) => value ?? "";

/** A moment, with or without a zone (then UTC), in milliseconds: Orange's float seconds are good for these. */
export function utc(value: Value): number | null {
	if (typeof value !== "string") return null;
	const [, moment, fraction, zone] = /^(.*?)(\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(value)!;
	return (
		Date.parse(moment + (moment!.includes("T") ? (zone ?? "Z") : "")) +
		Math.round(Number(fraction ?? 0) * 1000)
	);
}
