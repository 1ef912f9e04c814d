/** Distinct values up to here are counted one by one. */
export const EXACT_DISTINCT = 4096;

const INDEX_BITS = 12;
const REGISTERS = 1 << INDEX_BITS;

/**
 * Counts distinct values: exactly up to {@link EXACT_DISTINCT}, beyond that as HyperLogLog does, in 4,096 bytes, with a standard error of
 * 1.6 % (1.04 / sqrt(4096)).
 *
 * Source: Flajolet, Fusy, Gandouet and Meunier, "HyperLogLog", 2007.
 */
export class DistinctCounter<T extends number | string> {
	#exact: Set<T> | null = new Set();
	readonly #ranks = new Uint8Array(REGISTERS);
	readonly #hash: (value: T) => number;

	/** @param hash 32 well-mixed bits of a value */
	constructor(hash: (value: T) => number) {
		this.#hash = hash;
	}

	get isExact(): boolean {
		return this.#exact !== null;
	}

	add(value: T): void {
		if (this.#exact === null) {
			this.#mark(value);
			return;
		}
		this.#exact.add(value);
		if (this.#exact.size <= EXACT_DISTINCT) return;
		for (const known of this.#exact) this.#mark(known);
		this.#exact = null;
	}

	count(): number {
		if (this.#exact !== null) return this.#exact.size;
		let sum = 0;
		let empty = 0;
		for (const rank of this.#ranks) {
			sum += 2 ** -rank;
			if (rank === 0) empty++;
		}
		const estimate = ((0.7213 / (1 + 1.079 / REGISTERS)) * REGISTERS * REGISTERS) / sum;
		if (estimate <= 2.5 * REGISTERS && empty > 0) return Math.round(REGISTERS * Math.log(REGISTERS / empty));
		// Two of 2^32 hashes are often the same where there are hundreds of millions.
		return Math.round(estimate <= 2 ** 32 / 30 ? estimate : -(2 ** 32) * Math.log(1 - estimate / 2 ** 32));
	}

	#mark(value: T): void {
		const hash = this.#hash(value);
		const register = hash >>> (32 - INDEX_BITS);
		const rank = Math.min(Math.clz32(hash << INDEX_BITS), 32 - INDEX_BITS) + 1;
		if (rank > this.#ranks[register]!) this.#ranks[register] = rank;
	}
}

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);

/** 32 bits of a number. */
export function hashNumber(value: number): number {
	// 0 and -0 are one value.
	double[0] = value + 0;
	return finish(Math.imul(halves[0]!, 0x85ebca6b) ^ Math.imul(halves[1]! ^ (halves[0]! >>> 15), 0xc2b2ae35));
}

/** 32 bits of a text. */
export function hashText(text: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	return finish(hash);
}

/** MurmurHash3's finalizer. */
function finish(hash: number): number {
	let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
	return (mixed ^ (mixed >>> 16)) >>> 0;
}
