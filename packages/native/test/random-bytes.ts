/** The same `length` arbitrary bytes every time, half of them compressible. */
export function randomBytes(length: number, seed = 1): Uint8Array {
	const bytes = new Uint8Array(length);
	let state = seed;
	for (let i = 0; i < length; i++) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		bytes[i] = i % 128 < 64 ? state >>> 24 : i >>> 12;
	}
	return bytes;
}
