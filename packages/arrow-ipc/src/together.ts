/**
 * Collects what is asked for within one turn of the event loop and does it in one call: for many small jobs whose way to another thread
 * and back costs as much as they do.
 */
export class Together<Item, Result> {
	#waiting: { item: Item; resolve: (result: Result) => void; reject: (reason: unknown) => void }[] = [];

	/** @param run does all items; its results in their order, an Error for one that failed */
	constructor(private readonly run: (items: Item[]) => Promise<readonly (Result | Error)[]>) {}

	ask(item: Item): Promise<Result> {
		return new Promise((resolve, reject) => {
			if (this.#waiting.push({ item, resolve, reject }) === 1) later(() => void this.#flush());
		});
	}

	async #flush(): Promise<void> {
		const asked = this.#waiting;
		this.#waiting = [];
		try {
			const results = await this.run(asked.map(({ item }) => item));
			for (const [i, { resolve, reject }] of asked.entries()) {
				const result = results[i]!;
				if (result instanceof Error) reject(result);
				else resolve(result);
			}
		} catch (cause) {
			for (const { reject } of asked) reject(cause);
		}
	}
}

/** When everything that is ready to run has run. */
const later: (run: () => void) => void =
	typeof setImmediate === "function" ? (run) => void setImmediate(run) : (run) => void setTimeout(run, 0);
