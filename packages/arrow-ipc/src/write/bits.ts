const ONES = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll("0", "").length);

/** Bytes that `bits` bits take. */
export const bitmapBytes = (bits: number) => Math.ceil(bits / 8);

/** How many of the first `length` bits are 0: the null count, where `bitmap` is a validity. */
export function countZeros(bitmap: Uint8Array, length: number): number {
	const whole = length >>> 3;
	let ones = 0;
	for (let i = 0; i < whole; i++) ones += ONES[bitmap[i]];
	const rest = length & 7;
	if (rest > 0) ones += ONES[bitmap[whole] & ((1 << rest) - 1)];
	return length - ones;
}

/** Bits `start` .. `start + length` of `bitmap`, moved to bit 0; a view where `start` lies on a byte. */
export function sliceBits(bitmap: Uint8Array, start: number, length: number): Uint8Array {
	const first = start >>> 3;
	const shift = start & 7;
	const bytes = bitmapBytes(length);
	if (shift === 0) return bitmap.subarray(first, first + bytes);
	const out = new Uint8Array(bytes);
	for (let i = 0; i < bytes; i++) {
		// Past the end of the bitmap there is nothing to move in: undefined shifts to 0.
		out[i] = (bitmap[first + i] >>> shift) | (bitmap[first + i + 1] << (8 - shift));
	}
	return out;
}

/** Sets bit i where `isSet(i)`, for the first `length` bits; `zeros` counts the others. */
export function packBits(length: number, isSet: (i: number) => boolean): { bits: Uint8Array; zeros: number } {
	const bits = new Uint8Array(bitmapBytes(length));
	let zeros = 0;
	for (let i = 0; i < length; i++) {
		if (isSet(i)) bits[i >>> 3] |= 1 << (i & 7);
		else zeros++;
	}
	return { bits, zeros };
}
