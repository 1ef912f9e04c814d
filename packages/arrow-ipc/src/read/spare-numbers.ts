/** Arrays that are used again and again: new for each record batch they would keep the garbage collector busy. */
export class SpareNumbers {
	readonly #spare: Float64Array[] = [];

	/** At least so many numbers, which hold anything. */
	take(length: number): Float64Array {
		const spare = this.#spare.pop();
		return spare !== undefined && spare.length >= length ? spare : new Float64Array(length);
	}

	/** Only what nobody writes to any more. */
	giveBack(numbers: Float64Array): void {
		this.#spare.push(numbers);
	}
}
