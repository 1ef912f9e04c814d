import type { ArrayData } from "../array-data";
import { byteWidth, offsetWidth } from "../byte-width";
import { packBits } from "../write/bits";
import { bytesOf, flatArray } from "../write/build-field";
import { offsetsOf } from "../write/offsets";
import { validityWhere } from "../write/validity";

/** Row `row` of `array`. */
export interface Value {
	readonly array: ArrayData;
	readonly row: number;
}

/** The bytes of a value of a fixed-width, text or binary array, or one byte for a bool; null where it is missing. */
export function valueBytes({ array, row }: Value): Uint8Array | null {
	const { type } = array.field;
	const [first, second] = array.buffers;
	if (array.nullCount > 0 && array.validity !== null && !isSet(array.validity, row)) return null;
	if (type.kind === "bool") return Uint8Array.of(isSet(first, row) ? 1 : 0);
	const width = byteWidth(type);
	if (width !== null) return first.subarray(row * width, (row + 1) * width);
	const offsets = offsetsOf(first, offsetWidth(type)!, array.length + 1);
	return second.subarray(Number(offsets[row]), Number(offsets[row + 1]));
}

/** A new array of `values`, which are all of `like`'s type: fixed width, bool, text or binary. */
export function gatherValues(like: ArrayData, values: readonly Value[]): ArrayData {
	const { field } = like;
	const rows = values.map(valueBytes);
	const nulls = validityWhere(rows.length, (i) => rows[i] !== null);
	if (field.type.kind === "bool") {
		const { bits } = packBits(rows.length, (i) => rows[i]?.[0] === 1);
		return flatArray(field, rows.length, nulls, [bits]);
	}
	const width = byteWidth(field.type);
	const ends = [0];
	for (const row of rows) ends.push(ends[ends.length - 1] + (width ?? row?.length ?? 0));
	const bytes = new Uint8Array(ends[rows.length]);
	for (const [i, row] of rows.entries()) if (row !== null) bytes.set(row, ends[i]);
	if (width !== null) return flatArray(field, rows.length, nulls, [bytes]);
	const offsets = offsetWidth(field.type) === 4 ? Int32Array.from(ends) : BigInt64Array.from(ends, BigInt);
	return flatArray(field, rows.length, nulls, [bytesOf(offsets), bytes]);
}

const isSet = (bits: Uint8Array, i: number) => ((bits[i >>> 3] >>> (i & 7)) & 1) === 1;
