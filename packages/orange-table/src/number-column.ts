import type { NumberColumn } from "./column";
import type { ContinuousVariable, TimeVariable } from "./variable";

/** A column of numbers or moments. A Float64Array is used as it is, not copied; null in a list becomes NaN. */
export function numberColumn(
	variable: ContinuousVariable | TimeVariable,
	values: Float64Array | readonly (number | null)[],
): NumberColumn {
	const array =
		values instanceof Float64Array ? values : Float64Array.from(values, (value) => value ?? Number.NaN);
	return { variable, length: array.length, values: array };
}
