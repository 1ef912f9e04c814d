import type { ArrayData } from "../array-data";
import { byteWidth, offsetWidth } from "../byte-width";
import { countZeros, sliceBits } from "./bits";
import { offsetsOf, zeroBased } from "./offsets";

/**
 * True where the first `count` values of `a` and `b`, arrays of one type, are the same bytes. Of nested types only an array and
 * itself are: a `false` costs a dictionary that is written again, nothing worse.
 */
export function sameValues(a: ArrayData, b: ArrayData, count: number): boolean {
	if (a === b || count === 0) return true;
	const { type } = a.field;
	if (!canSliceValues(a) || !sameValidity(a, b, count)) return false;
	const width = byteWidth(type);
	if (width !== null) return sameBytes(a.buffers[0], b.buffers[0], count * width);
	if (type.kind === "bool") return sameBits(a.buffers[0], b.buffers[0], count);
	const offsetBytes = offsetWidth(type)!;
	const ours = offsetsOf(a.buffers[0], offsetBytes, count + 1);
	const theirs = offsetsOf(b.buffers[0], offsetBytes, count + 1);
	if (!sameItems(zeroBased(ours), zeroBased(theirs))) return false;
	return sameBytes(
		a.buffers[1].subarray(Number(ours[0])),
		b.buffers[1].subarray(Number(theirs[0])),
		Number(ours[count]) - Number(ours[0]),
	);
}

/** True for the types that {@link sliceValues} takes: fixed width, bool, text and binary. */
export function canSliceValues({ field: { type } }: ArrayData): boolean {
	if (type.kind === "list" || type.kind === "large_list" || type.kind === "map") return false;
	return (
		type.kind === "bool" ||
		(type.kind !== "dictionary" && byteWidth(type) !== null) ||
		offsetWidth(type) !== null
	);
}

/** The values from `start` on; buffers are viewed where they can be. */
export function sliceValues(array: ArrayData, start: number): ArrayData {
	const length = array.length - start;
	const width = byteWidth(array.field.type) ?? offsetWidth(array.field.type);
	const [first, ...rest] = array.buffers;
	const head = width === null ? sliceBits(first, start, length) : first.subarray(start * width);
	const validity = array.validity && sliceBits(array.validity, start, length);
	return {
		...array,
		length,
		nullCount: validity ? countZeros(validity, length) : 0,
		validity,
		buffers: [head, ...rest],
	};
}

function sameValidity(a: ArrayData, b: ArrayData, count: number): boolean {
	if (a.nullCount === 0 && b.nullCount === 0) return true;
	for (let i = 0; i < count; i++) {
		if ((a.validity === null || isSet(a.validity, i)) !== (b.validity === null || isSet(b.validity, i)))
			return false;
	}
	return true;
}

function sameBits(a: Uint8Array, b: Uint8Array, count: number): boolean {
	for (let i = 0; i < count; i++) if (isSet(a, i) !== isSet(b, i)) return false;
	return true;
}

function sameItems(a: Int32Array | BigInt64Array, b: Int32Array | BigInt64Array): boolean {
	for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
	return true;
}

function sameBytes(a: Uint8Array, b: Uint8Array, count: number): boolean {
	for (let i = 0; i < count; i++) if (a[i] !== b[i]) return false;
	return true;
}

const isSet = (bits: Uint8Array, i: number) => ((bits[i >>> 3] >>> (i & 7)) & 1) === 1;
