/** Values that are counted at once. */
const TRACKED = 4096;
const SHOWN = 10;

/** A value, and how often it comes. */
export interface ValueCount {
	readonly value: string;
	/** Where not all could be counted, the least that it may be. */
	readonly count: number;
}

/**
 * The most frequent of many values, in bounded memory: exact up to 4,096 distinct ones. Beyond that every value that makes up more than one
 * in 4,096 is found, and its count is too small by that share at most.
 *
 * Source: Misra and Gries, "Finding repeated elements", 1982.
 */
export class FrequentValues {
	readonly #counts = new Map<string, number>();

	add(value: string, times = 1): void {
		const count = this.#counts.get(value);
		if (count !== undefined) this.#counts.set(value, count + times);
		else if (this.#counts.size < TRACKED) this.#counts.set(value, times);
		else
			for (const [known, count] of this.#counts)
				if (count > times) this.#counts.set(known, count - times);
				else this.#counts.delete(known);
	}

	/** The ten with the largest counts, the largest first; of equal ones the one met first. */
	top(): ValueCount[] {
		return [...this.#counts]
			.sort(([, a], [, b]) => b - a)
			.slice(0, SHOWN)
			.map(([value, count]) => ({ value, count }));
	}
}
