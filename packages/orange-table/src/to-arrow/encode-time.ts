import { invalidArgument, quote } from "../invalid-argument";
import type { TimeVariable } from "../variable";
import { bitmapBytes, type ColumnEncoder, type EncodeContext } from "./column-encoder";
import { eachSlice } from "./each-slice";
import { plainArray, plainField, validityOf } from "./plain-array";
import { fitsNanoseconds, LAST_MICROSECOND_SECOND, LAST_NANOSECOND_SECOND } from "./split-seconds";

/**
 * timestamp[ns] without a zone, its nanoseconds as `table_to_frame` computes them from float seconds. Moments outside of
 * 1677-09-21 to 2262-04-11, for which that raises OutOfBoundsDatetime, make the column timestamp[us].
 *
 * @param exact see {@link nanosecondsOf}
 * @throws INVALID_ARGUMENT for values that are no moment even so: infinite, or some 290,000 years away
 */
export async function encodeTime(
	{ name }: TimeVariable,
	values: Float64Array,
	exact: boolean,
	context: EncodeContext,
): Promise<ColumnEncoder> {
	const { kernels } = context;
	const unit = await unitFor(name, values, exact, context);
	const dtype = `datetime64[${unit}]`;
	const field = plainField(name, { kind: "timestamp", unit, timezone: null });
	const rounding = unit === "us" ? "us" : exact ? "ns of decimals" : "ns";
	return {
		field,
		dtype,
		pandas: { pandas_type: "datetime", numpy_type: dtype, metadata: null },
		byteBound: values.byteLength + bitmapBytes(values.length),
		async encode(start, end) {
			const rows = values.subarray(start, end);
			const moments = new BigInt64Array(kernels.allocate(8 * rows.length));
			const [validity] = await Promise.all([
				validityOf(rows, kernels),
				kernels.toTimestamps(rows, rounding, moments),
			]);
			return plainArray(field, rows.length, validity, [moments]);
		},
	};
}

async function unitFor(
	name: string,
	values: Float64Array,
	exact: boolean,
	{ kernels, signal }: EncodeContext,
): Promise<"ns" | "us"> {
	let unit: "ns" | "us" = "ns";
	let first = 0;
	for (const slice of eachSlice(values, signal)) {
		if ((await kernels.firstBeyond(slice, LAST_NANOSECOND_SECOND)) >= 0) {
			const row = slice.findIndex((seconds) => Math.abs(seconds) > LAST_MICROSECOND_SECOND);
			if (row >= 0) throw noMoment(name, first + row, slice[row]!);
			if (slice.some((seconds) => !Number.isNaN(seconds) && !fitsNanoseconds(seconds, exact))) unit = "us";
		}
		first += slice.length;
	}
	return unit;
}

function noMoment(name: string, row: number, seconds: number) {
	return invalidArgument(
		`Row ${row} of ${quote(name)} is ${seconds} seconds since 1970, which no timestamp can hold. Correct it or leave it out.`,
	);
}
