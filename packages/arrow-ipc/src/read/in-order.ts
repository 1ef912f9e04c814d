/**
 * Runs `work` on the items, at most `limit` at once, and yields the results in the items' order. Whoever stops early leaves
 * the rest unstarted; what is under way ends unheard.
 */
export async function* inOrder<T, R>(
	items: Iterable<T>,
	limit: number,
	work: (item: T) => Promise<R>,
): AsyncGenerator<R, void, undefined> {
	const running: Promise<R>[] = [];
	for (const item of items) {
		const result = work(item);
		// Awaited below, but a failure of a later item may come first, or nobody may ask any more.
		result.catch(() => {});
		running.push(result);
		if (running.length === limit) yield await running.shift()!;
	}
	for (const result of running) yield await result;
}
