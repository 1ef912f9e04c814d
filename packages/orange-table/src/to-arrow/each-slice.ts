import { throwIfAborted } from "@allye/protocol/contract";

/** Some milliseconds of work for a worker thread. */
const ROWS = 1 << 20;

/** The values in slices, so that what looks at all of them can be aborted between. @throws ABORTED */
export function* eachSlice(values: Float64Array, signal: AbortSignal | undefined): Generator<Float64Array> {
	for (let start = 0; start < values.length; start += ROWS) {
		throwIfAborted(signal, "Sending");
		yield values.subarray(start, start + ROWS);
	}
}
