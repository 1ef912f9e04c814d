/** Lets the event loop have its turn. */
export const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Rows that are worked through between two pauses: some milliseconds. */
export const SLICE = 1 << 17;

/** Works from 0 to `n` in slices, with pauses between them. The loop is the caller's, so that it runs at full speed. */
export async function inSlices(
	n: number,
	work: (start: number, end: number) => void,
	slice = SLICE,
): Promise<void> {
	for (let start = 0; start < n; start += slice) {
		const end = Math.min(n, start + slice);
		work(start, end);
		if (end < n) await pause();
	}
}
