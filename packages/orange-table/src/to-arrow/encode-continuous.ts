import { float64Array, int64Array } from "@allye/arrow-ipc";
import type { ContinuousVariable } from "../variable";
import type { ColumnEncoder } from "./column-encoder";

/**
 * float64 with NaN as null; int64 where the variable has no decimals and nothing is missing, cut toward zero, as `table_to_frame`
 * does (Orange 3.40). Where that would raise or wrap (infinite values, values past int64) the column stays float64.
 */
export function encodeContinuous(variable: ContinuousVariable, values: Float64Array): ColumnEncoder {
	const { name, numberOfDecimals } = variable;
	if (numberOfDecimals === 0 && values.every(isInt64))
		return {
			dtype: "int64",
			pandas: { pandas_type: "int64", numpy_type: "int64", metadata: null },
			encode: (start, end) => int64Array(name, values.subarray(start, end).map(Math.trunc)),
		};
	return {
		dtype: "float64",
		pandas: { pandas_type: "float64", numpy_type: "float64", metadata: null },
		encode: (start, end) => float64Array(name, values.subarray(start, end)),
	};
}

/** False for NaN, as comparisons with it are. */
const isInt64 = (value: number): boolean => value >= -(2 ** 63) && value < 2 ** 63;
