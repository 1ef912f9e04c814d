import { AllyeError } from "@allye/protocol/contract";
import { bitmapBytes, countZeros, packBits } from "./bits";

/** A validity bitmap (null: every row is present) and how many rows it marks as missing. */
export interface Validity {
	readonly validity: Uint8Array | null;
	readonly nullCount: number;
}

/** Validity of `length` rows of which those are present where `isPresent`; no bitmap is made where all are. */
export function validityWhere(length: number, isPresent: (row: number) => boolean): Validity {
	let row = 0;
	while (row < length && isPresent(row)) row++;
	if (row === length) return { validity: null, nullCount: 0 };
	const { bits, zeros } = packBits(length, isPresent);
	return { validity: bits, nullCount: zeros };
}

/** Missing where NaN. */
export const validityOfNumbers = (values: Float64Array) =>
	validityWhere(values.length, (row) => !Number.isNaN(values[row]));

/** A bitmap as given, its nulls counted. @throws INVALID_ARGUMENT where it has fewer bits than rows */
export function givenValidity(
	name: string,
	validity: Uint8Array | null | undefined,
	length: number,
): Validity {
	if (validity == null) return { validity: null, nullCount: 0 };
	if (validity.length < bitmapBytes(length)) {
		throw new AllyeError(
			"INVALID_ARGUMENT",
			`The validity of column ${JSON.stringify(name)} has ${validity.length} bytes for ${length} rows. Give one bit a row.`,
		);
	}
	return { validity, nullCount: countZeros(validity, length) };
}
