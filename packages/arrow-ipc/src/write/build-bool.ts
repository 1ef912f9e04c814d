import type { ArrayData } from "../array-data";
import { packBits } from "./bits";
import { type FieldOptions, flatArray, flatField } from "./build-field";
import { validityWhere } from "./validity";

/** A bool array. From booleans null is a null; from numbers NaN is a null, 0 false and everything else true. */
export function boolArray(
	name: string,
	values: readonly (boolean | null)[] | Float64Array,
	options: FieldOptions = {},
): ArrayData {
	const isNull = (row: number) => values[row] === null || Number.isNaN(values[row]);
	const nulls = validityWhere(values.length, (row) => !isNull(row));
	const { bits } = packBits(values.length, (row) => Boolean(values[row]));
	return flatArray(flatField(name, { kind: "bool" }, options), values.length, nulls, [bits]);
}
