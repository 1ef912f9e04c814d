import { float64Array, type TimeUnit, timestampArray } from "@allye/arrow-ipc";
import { invalidArgument, quote } from "../invalid-argument";
import type { TimeVariable } from "../variable";
import type { ColumnEncoder } from "./column-encoder";
import { setScaledInt64 } from "./set-scaled-int64";
import { nanosecondsOf } from "./split-seconds";

/** int64 nanoseconds end at 9223372036.854775807 seconds, in the year 2262. The same number below zero means NaT. */
const LAST_SECOND = 9_223_372_036;
const LAST_NANOSECOND = 854_775_807;

/** A little less than int64 microseconds can hold: the years -289,500 to 293,500. */
const LAST_MICROSECOND_SECOND = 9.2e12;

/**
 * timestamp[ns] without a zone, its nanoseconds as `table_to_frame` computes them from float seconds. Moments outside of
 * 1677-09-21 to 2262-04-11, for which that raises OutOfBoundsDatetime, make the column timestamp[us].
 *
 * @param exact see {@link nanosecondsOf}
 * @throws INVALID_ARGUMENT for values that are no moment even so: infinite, or some 290,000 years away
 */
export function encodeTime({ name }: TimeVariable, values: Float64Array, exact: boolean): ColumnEncoder {
	const unit = unitFor(name, values, exact);
	const dtype = `datetime64[${unit}]`;
	const write = unit === "ns" ? writeNanoseconds : writeMicroseconds;
	return {
		dtype,
		pandas: { pandas_type: "datetime", numpy_type: dtype, metadata: null },
		encode(start, end) {
			const rows = values.subarray(start, end);
			const halves = new Int32Array(rows.length * 2);
			for (let row = 0; row < rows.length; row++)
				if (!Number.isNaN(rows[row])) write(halves, row, rows[row]!, exact);
			const { validity } = float64Array(name, rows);
			return timestampArray(name, new BigInt64Array(halves.buffer), { unit, validity });
		},
	};
}

function unitFor(name: string, values: Float64Array, exact: boolean): TimeUnit {
	let unit: TimeUnit = "ns";
	for (let row = 0; row < values.length; row++) {
		const seconds = values[row]!;
		if (Number.isNaN(seconds) || fitsNanoseconds(seconds, exact)) continue;
		if (!(Math.abs(seconds) <= LAST_MICROSECOND_SECOND))
			throw invalidArgument(
				`Row ${row} of ${quote(name)} is ${seconds} seconds since 1970, which no timestamp can hold. Correct it or leave it out.`,
			);
		unit = "us";
	}
	return unit;
}

function fitsNanoseconds(seconds: number, exact: boolean): boolean {
	const whole = Math.abs(Math.trunc(seconds));
	if (whole !== LAST_SECOND) return whole < LAST_SECOND;
	return Math.abs(nanosecondsOf(seconds, exact)) <= LAST_NANOSECOND;
}

function writeNanoseconds(halves: Int32Array, row: number, seconds: number, exact: boolean): void {
	setScaledInt64(halves, row, Math.trunc(seconds), 1e9, nanosecondsOf(seconds, exact));
}

function writeMicroseconds(halves: Int32Array, row: number, seconds: number): void {
	const whole = Math.trunc(seconds);
	setScaledInt64(halves, row, whole, 1e6, Math.round((seconds - whole) * 1e6));
}
