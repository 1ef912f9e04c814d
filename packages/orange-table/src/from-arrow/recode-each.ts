import type { Pacer } from "./pacer";

/** Codes, and how many rows a Recode made missing. */
export interface RecodedCodes {
	readonly codes: Int32Array;
	readonly lostCount: number;
}

/** Does in place what `decode({ as: "codes", recode })` does: for codes that were made here. */
export async function recodeEach(
	codes: Int32Array,
	recoded: Int32Array | null,
	pacer: Pacer,
): Promise<RecodedCodes> {
	let lostCount = 0;
	for (let from = 0; recoded !== null && from < codes.length; from += 1 << 16) {
		for (let row = from, to = Math.min(codes.length, from + (1 << 16)); row < to; row++) {
			if (codes[row]! < 0) continue;
			codes[row] = recoded[codes[row]!]!;
			if (codes[row]! < 0) lostCount++;
		}
		if (pacer.due()) await pacer.rest();
	}
	return { codes, lostCount };
}
