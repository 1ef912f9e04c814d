import { inSlices } from "./pause";

/**
 * The positions of the keys in their order; NaN last, whichever way; equal ones, 0 and -0 too, in the order that they have.
 *
 * A radix sort by the bits, 16 at a time (of few keys 8), the lowest first. With all bits of a negative number flipped, and the sign of a positive one,
 * bits are in the order of the numbers.
 */
export async function radixOrder(keys: Float64Array, descending: boolean): Promise<Uint32Array> {
	const n = keys.length;
	// Of each key the low and the high word; typed arrays are little-endian wherever Node runs.
	const words = new Uint32Array(2 * n);
	const numbers = new Float64Array(words.buffer);
	await inSlices(n, (start, end) => {
		for (let i = start; i < end; i++) {
			// Adding 0 makes 0 of -0.
			numbers[i] = keys[i]! + 0;
			if (Number.isNaN(keys[i])) {
				words[2 * i] = 0xffffffff;
				words[2 * i + 1] = 0xffffffff;
				continue;
			}
			const negative = words[2 * i + 1]! >>> 31 === 1;
			const flip = negative !== descending ? 0xffffffff : 0;
			words[2 * i]! ^= flip;
			words[2 * i + 1]! ^= negative ? flip : 0x80000000 ^ flip;
		}
	});
	let order = new Uint32Array(n);
	for (let i = 0; i < n; i++) order[i] = i;
	let next = new Uint32Array(n);
	const bits = n < 1 << 14 ? 8 : 16;
	const mask = (1 << bits) - 1;
	for (let at = 0; at < 64; at += bits) {
		const word = at < 32 ? 0 : 1;
		const shift = at % 32;
		const starts = new Uint32Array(mask + 2);
		await inSlices(n, (start, end) => {
			for (let i = start; i < end; i++) starts[((words[2 * i + word]! >>> shift) & mask) + 1]!++;
		});
		if (starts.includes(n)) continue; // all alike
		for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!;
		const [from, to] = [order, next];
		await inSlices(n, (start, end) => {
			for (let i = start; i < end; i++) {
				const key = from[i]!;
				to[starts[(words[2 * key + word]! >>> shift) & mask]!++] = key;
			}
		});
		[order, next] = [to, from];
	}
	return order;
}
