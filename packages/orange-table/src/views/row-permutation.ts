const ROUNDS = 8;

/**
 * A pseudorandom order of the rows 0 to `rowCount` - 1, the same for the same seed: a Feistel network over pairs (left, right) with
 * left < a, right < b, where a · b is the least above `rowCount`; what falls behind the last row goes round again ("cycle walking").
 * So any part of the order costs what its length is, and no memory.
 *
 * Source: Black and Rogaway, "Ciphers with Arbitrary Finite Domains", 2002, methods 2 and 3.
 *
 * @returns the row at a position of that order
 */
export function rowPermutation(rowCount: number, seed: number): (position: number) => number {
	const a = Math.max(1, Math.ceil(Math.sqrt(rowCount)));
	const b = Math.max(1, Math.ceil(rowCount / a));
	const keys = Int32Array.from({ length: ROUNDS }, (_, round) =>
		mix(mix(mix(seed | 0, Math.floor(seed / 2 ** 32) | 0), round + 1), 0x9e3779b9 | 0),
	);
	return (position) => {
		let row = position;
		do {
			let left = Math.floor(row / b);
			let right = row - left * b;
			for (let round = 0; round < ROUNDS; round += 2) {
				left = (left + below(a, mix(right, keys[round]!))) % a;
				right = (right + below(b, mix(left, keys[round + 1]!))) % b;
			}
			row = left * b + right;
		} while (row >= rowCount);
		return row;
	};
}

/** 32 bits as a number from 0 to `limit` - 1. */
const below = (limit: number, bits: number): number => Math.floor(((bits >>> 0) / 2 ** 32) * limit);

/** MurmurHash3's finalizer over both words: each bit of the result depends on each bit of them. */
function mix(word: number, key: number): number {
	let hash = Math.imul(word ^ key, 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13) ^ (key << 7), 0xc2b2ae35);
	hash = Math.imul(hash ^ (hash >>> 16) ^ (key >>> 5), 0x27d4eb2f);
	return hash ^ (hash >>> 15);
}
