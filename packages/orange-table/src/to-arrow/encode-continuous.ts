import type { ContinuousVariable } from "../variable";
import { bitmapBytes, type ColumnEncoder, type EncodeContext } from "./column-encoder";
import { eachSlice } from "./each-slice";
import { plainArray, plainField, validityOf } from "./plain-array";

/**
 * float64 with NaN as null; int64 where the variable has no decimals and nothing is missing, cut toward zero, as `table_to_frame`
 * does (Orange 3.40). Where that would raise or wrap (infinite values, values past int64) the column stays float64.
 */
export async function encodeContinuous(
	{ name, numberOfDecimals }: ContinuousVariable,
	values: Float64Array,
	context: EncodeContext,
): Promise<ColumnEncoder> {
	const { kernels } = context;
	if (numberOfDecimals === 0 && (await areInt64(values, context))) {
		const field = plainField(name, { kind: "int", bitWidth: 64, signed: true });
		return {
			field,
			dtype: "int64",
			pandas: { pandas_type: "int64", numpy_type: "int64", metadata: null },
			byteBound: values.byteLength,
			async encode(start, end) {
				const whole = new BigInt64Array(kernels.allocate(8 * (end - start)));
				await kernels.toInt64(values.subarray(start, end), whole);
				return plainArray(field, whole.length, { validity: null, nullCount: 0 }, [whole]);
			},
		};
	}
	const field = plainField(name, { kind: "float", bitWidth: 64 });
	return {
		field,
		dtype: "float64",
		pandas: { pandas_type: "float64", numpy_type: "float64", metadata: null },
		byteBound: values.byteLength + bitmapBytes(values.length),
		async encode(start, end) {
			const rows = values.subarray(start, end);
			return plainArray(field, rows.length, await validityOf(rows, kernels), [rows]);
		},
	};
}

async function areInt64(values: Float64Array, { kernels, signal }: EncodeContext): Promise<boolean> {
	for (const slice of eachSlice(values, signal)) if (!(await kernels.areInt64(slice))) return false;
	return true;
}
