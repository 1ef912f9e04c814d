/** Arrays of one length, used again and again: new for each record batch of each column they would keep the garbage collector busy. */
export class SpareNumbers {
	readonly #spare: Float64Array[] = [];

	constructor(private readonly length: number) {}

	take(): Float64Array {
		return this.#spare.pop() ?? new Float64Array(this.length);
	}

	/** Only what nobody writes to any more. */
	giveBack(numbers: Float64Array): void {
		this.#spare.push(numbers);
	}
}
