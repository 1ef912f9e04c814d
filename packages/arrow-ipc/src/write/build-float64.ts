import type { ArrayData } from "../array-data";
import { bytesOf, type FieldOptions, flatArray, flatField } from "./build-field";
import { validityOfNumbers } from "./validity";

/** A float64 array over `values`, which is not copied. NaN is a null, or with `nan: "value"` itself; pandas shows both as NaN. */
export function float64Array(
	name: string,
	values: Float64Array,
	options: FieldOptions & { nan?: "null" | "value" } = {},
): ArrayData {
	const nulls = options.nan === "value" ? { validity: null, nullCount: 0 } : validityOfNumbers(values);
	return flatArray(flatField(name, { kind: "float", bitWidth: 64 }, options), values.length, nulls, [
		bytesOf(values),
	]);
}
