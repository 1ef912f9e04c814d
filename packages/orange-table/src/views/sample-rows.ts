import { Pacer } from "../from-arrow/pacer";
import { invalidArgument } from "../invalid-argument";
import { rowPermutation } from "./row-permutation";

/** Up to here sorting is quicker than marking each row in a bitmap. */
const SORTED = 1 << 16;

/** Which sample to draw. */
export interface SampleRowsOptions {
	/** Default: 0. */
	seed?: number;
	/** Leave out the rows that a sample of this many has: what is to be added to it. Default: 0. */
	from?: number;
	signal?: AbortSignal;
}

/**
 * `n` of the rows 0 to `rowCount` - 1, uniform without replacement, ascending. One seed always gives the same rows, and those of a
 * smaller sample are among those of a larger one.
 *
 * @throws INVALID_ARGUMENT for a seed that is no whole number; ABORTED
 */
export async function sampleRows(
	rowCount: number,
	n: number,
	{ seed = 0, from = 0, signal }: SampleRowsOptions = {},
): Promise<Float64Array> {
	if (!Number.isSafeInteger(seed))
		throw invalidArgument(`The seed is ${seed}; give a whole number, such as 42.`);
	const rowAt = rowPermutation(rowCount, seed);
	const first = Math.min(from, rowCount);
	const rows = new Float64Array(Math.max(0, Math.min(n, rowCount) - first));
	const pacer = new Pacer(signal, "Sampling");
	if (rows.length <= SORTED) {
		for (let i = 0; i < rows.length; i++) rows[i] = rowAt(first + i);
		return rows.sort();
	}
	const marked = new Uint8Array(Math.ceil(rowCount / 8));
	for (let i = 0; i < rows.length; i++) {
		const row = rowAt(first + i);
		marked[Math.floor(row / 8)]! |= 1 << (row % 8);
		if (i % Pacer.ROWS === 0 && pacer.due()) await pacer.rest();
	}
	for (let byte = 0, next = 0; next < rows.length; byte++) {
		for (let bit = 0, bits = marked[byte]!; bits !== 0; bit++, bits >>= 1)
			if (bits & 1) rows[next++] = byte * 8 + bit;
		if (byte % Pacer.ROWS === 0 && pacer.due()) await pacer.rest();
	}
	return rows;
}
