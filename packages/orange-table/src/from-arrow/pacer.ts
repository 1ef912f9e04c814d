import { throwIfAborted } from "@allye/protocol/contract";

/** Keeps long loops polite: they run in slices, and between them the event loop runs and the signal is looked at. */
export class Pacer {
	/** Rows after which a loop should ask {@link due}: a few 100 microseconds of work. */
	static readonly ROWS = 4096;
	static readonly #SLICE_MS = 8;

	readonly signal: AbortSignal | undefined;
	readonly #what: string;
	#since = performance.now();

	/** @param what names the work in the error, as in "Loading the table" */
	constructor(signal: AbortSignal | undefined, what: string) {
		this.signal = signal;
		this.#what = what;
	}

	/** Whether the present slice is used up: then await {@link rest}. */
	due(): boolean {
		return performance.now() - this.#since > Pacer.#SLICE_MS;
	}

	/** Lets the event loop run. @throws ABORTED */
	async rest(): Promise<void> {
		await new Promise<void>((resolve) => nextTurn(resolve));
		throwIfAborted(this.signal, this.#what);
		this.#since = performance.now();
	}
}

/** setTimeout waits at least a millisecond, in browsers soon four: only where there is nothing else. */
const nextTurn: (callback: () => void) => void =
	typeof setImmediate === "function" ? setImmediate : (callback) => setTimeout(callback, 0);
