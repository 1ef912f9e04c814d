/** Counts of values in bins of one width: bin i holds start + i · width up to, not including, start + (i + 1) · width. */
export interface Histogram {
	readonly start: number;
	readonly width: number;
	readonly counts: readonly number[];
}

/** Fine bins; a result has a quarter to a half of them, or fewer. */
const BINS = 64;

/**
 * A histogram of values whose range is not known before: as values fall outside, bins are put together two by two, so that their width is
 * always a power of two.
 */
export class GrowingHistogram {
	readonly #counts = new Float64Array(BINS);
	/** The first bin's number, counted from 0 in steps of the width. */
	#first = 0;
	#exponent = Number.NaN;
	#width = Number.NaN;

	/** Sets the bins for values from `minimum` to `maximum`, before the first is added. A guess is enough. */
	expect(minimum: number, maximum: number): void {
		if (!Number.isNaN(this.#exponent)) return;
		const widest = Math.max(maximum - minimum, Math.abs(maximum) * 2 ** -40, Math.abs(minimum) * 2 ** -40);
		this.#setExponent(widest > 0 ? Math.max(-1060, Math.ceil(Math.log2(widest / (BINS / 2)))) : -10);
		this.#first = Math.floor(minimum / this.#width) - BINS / 8;
	}

	/** Adds a finite value. */
	add(value: number): void {
		let bin = Math.floor(value / this.#width) - this.#first;
		while (!(bin >= 0 && bin < BINS)) {
			this.#double(bin < 0);
			bin = Math.floor(value / this.#width) - this.#first;
		}
		this.#counts[bin]!++;
	}

	/** The bins from the first to the last that has a value, at most 32 of them; null where none was added. */
	result(): Histogram | null {
		let from = this.#counts.findIndex((count) => count > 0);
		if (from === -1) return null;
		let to = this.#counts.findLastIndex((count) => count > 0) + 1;
		while (to - from > BINS / 2) {
			this.#double(false);
			from = this.#counts.findIndex((count) => count > 0);
			to = this.#counts.findLastIndex((count) => count > 0) + 1;
		}
		return {
			start: Math.max(-Number.MAX_VALUE, (this.#first + from) * this.#width),
			width: this.#width,
			counts: [...this.#counts.subarray(from, to)],
		};
	}

	/** Makes bins twice as wide, leaving room below or above. */
	#double(below: boolean): void {
		const old = this.#counts.slice();
		const oldFirst = this.#first;
		this.#counts.fill(0);
		this.#setExponent(this.#exponent + 1);
		this.#first = Math.floor(oldFirst / 2) - (below ? BINS / 2 - 1 : 0);
		for (const [bin, count] of old.entries())
			if (count > 0) this.#counts[Math.floor((oldFirst + bin) / 2) - this.#first]! += count;
	}

	#setExponent(exponent: number): void {
		this.#exponent = exponent;
		this.#width = 2 ** exponent;
	}
}
