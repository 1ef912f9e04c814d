import { abortedError, throwIfAborted } from "@allye/protocol";

/**
 * Settles as `work` does, or rejects with ABORTED as soon as the signal fires: a codec in the middle of a buffer does not look at signals, and
 * ends unheard.
 *
 * @param what names the work, as in "Loading iris"
 */
export async function settleOnAbort<T>(
	signal: AbortSignal | undefined,
	what: string,
	work: () => Promise<T>,
): Promise<T> {
	throwIfAborted(signal, what);
	if (signal === undefined) return work();
	let stop!: () => void;
	const aborted = new Promise<never>((_, reject) => {
		stop = () => reject(abortedError(signal, what));
	});
	signal.addEventListener("abort", stop, { once: true });
	try {
		return await Promise.race([work(), aborted]);
	} finally {
		signal.removeEventListener("abort", stop);
	}
}
