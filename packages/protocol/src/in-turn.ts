import { AllyeError, throwIfAborted } from "./contract";

const queues = new Map<string, Promise<void>>();

/**
 * Runs `work` when all earlier work of this process under the same `key` has ended, and hands it the milliseconds left of
 * `timeoutMs`. Work that gives up while it waits lets the next one take its place.
 *
 * @throws LOCK_TIMEOUT, ABORTED while waiting; what `work` throws
 */
export async function inTurn<T>(
	key: string,
	options: { timeoutMs: number; signal?: AbortSignal; what: string },
	work: (remainingMs: number) => Promise<T>,
): Promise<T> {
	const { timeoutMs, signal, what } = options;
	throwIfAborted(signal, what);
	const deadline = performance.now() + timeoutMs;
	const before = queues.get(key) ?? Promise.resolve();
	let done = () => {};
	const own = new Promise<void>((resolve) => {
		done = resolve;
	});
	const turn = before.then(() => own);
	queues.set(key, turn);
	try {
		await orGiveUp(before, timeoutMs, signal);
		throwIfAborted(signal, what);
		const remainingMs = deadline - performance.now();
		if (remainingMs <= 0) {
			throw new AllyeError(
				"LOCK_TIMEOUT",
				`${what} (${key}): other calls of this process did not end within ${timeoutMs} ms. Try again.`,
			);
		}
		return await work(remainingMs);
	} finally {
		done();
		if (queues.get(key) === turn) queues.delete(key);
	}
}

/** Resolves with `promise`, or when the time is over or the signal fires. */
async function orGiveUp(promise: Promise<void>, ms: number, signal: AbortSignal | undefined): Promise<void> {
	let giveUp = () => {};
	const gaveUp = new Promise<void>((resolve) => {
		giveUp = resolve;
	});
	const timer = setTimeout(giveUp, ms);
	signal?.addEventListener("abort", giveUp);
	try {
		await Promise.race([promise, gaveUp]);
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener("abort", giveUp);
	}
}
