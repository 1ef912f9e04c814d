/** The offsets in `buffer`, 4 or 8 bytes each. */
export function offsetsOf(buffer: Uint8Array, width: 4 | 8, count: number): Int32Array | BigInt64Array {
	return width === 4
		? new Int32Array(buffer.buffer, buffer.byteOffset, count)
		: new BigInt64Array(buffer.buffer, buffer.byteOffset, count);
}

/** `offsets` shifted so that the first is 0: the same array where it is already. */
export function zeroBased(offsets: Int32Array | BigInt64Array): Int32Array | BigInt64Array {
	if (offsets instanceof Int32Array) {
		const first = offsets[0];
		return first === 0 ? offsets : offsets.map((offset) => offset - first);
	}
	const first = offsets[0];
	return first === 0n ? offsets : offsets.map((offset) => offset - first);
}
