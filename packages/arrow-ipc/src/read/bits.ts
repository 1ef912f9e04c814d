/** Whether bit `index` is set, least significant bit first. */
export function bitAt(bits: Uint8Array, index: number): boolean {
	return ((bits[index >>> 3]! >> (index & 7)) & 1) === 1;
}

/** Moves `length` bits that start at bit `first` (0 to 7) to the front, and clears those behind them; in place. */
export function alignBits(bits: Uint8Array, first: number, length: number): Uint8Array {
	const bytes = Math.ceil(length / 8);
	if (first > 0) {
		for (let i = 0; i < bytes; i++) bits[i] = (bits[i]! >> first) | ((bits[i + 1] ?? 0) << (8 - first));
	}
	if (length % 8 !== 0) bits[bytes - 1]! &= (1 << (length % 8)) - 1;
	return bits.subarray(0, bytes);
}

/** Bits set among the first `length`; those behind must be clear. */
export function countBits(bits: Uint8Array, length: number): number {
	let count = 0;
	for (let i = 0; i < Math.ceil(length / 8); i++) count += BITS_IN_BYTE[bits[i]!]!;
	return count;
}

/** Copies `length` bits to bit `at` of `into`, whose bits there are clear. */
export function copyBits(bits: Uint8Array, length: number, into: Uint8Array, at: number): void {
	for (let i = 0; i < length; i++) {
		if (bitAt(bits, i)) into[(at + i) >> 3]! |= 1 << ((at + i) & 7);
	}
}

const BITS_IN_BYTE = Uint8Array.from(
	{ length: 256 },
	(_, byte) => byte.toString(2).replaceAll("0", "").length,
);
