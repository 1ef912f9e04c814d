import type { ServerEvent } from "../contract";

/** What is new for a page that has not been told yet. */
export interface News {
	workflow: boolean;
	canvas: boolean;
	tables: boolean;
	nodes: Set<string>;
}

/**
 * Tells each page what changed: a page that is slow gets the newest state, not every one between, so that nothing piles up for it.
 */
export class EventHub {
	readonly #pages = new Set<{ news: News; wake: () => void }>();

	constructor(private readonly eventsOf: (news: News) => ServerEvent[]) {}

	get pageCount(): number {
		return this.#pages.size;
	}

	tell(change: Partial<Omit<News, "nodes">> & { nodes?: Iterable<string> }): void {
		for (const { news, wake } of this.#pages) {
			news.workflow ||= change.workflow ?? false;
			news.canvas ||= change.canvas ?? false;
			news.tables ||= change.tables ?? false;
			for (const id of change.nodes ?? []) news.nodes.add(id);
			wake();
		}
	}

	/** All there is to know, then each change, some 30 ms after it. Ends when `signal` fires. */
	async *events(all: News, signal: AbortSignal): AsyncGenerator<ServerEvent[], void, undefined> {
		const page = { news: all, wake: () => {} };
		this.#pages.add(page);
		const stop = () => page.wake();
		signal.addEventListener("abort", stop);
		try {
			while (!signal.aborted) {
				const { news } = page;
				if (news.workflow || news.canvas || news.tables || news.nodes.size > 0) {
					page.news = nothing();
					yield this.eventsOf(news);
					await new Promise((resolve) => setTimeout(resolve, 30));
				} else
					await new Promise<void>((resolve) => {
						page.wake = resolve;
					});
			}
		} finally {
			signal.removeEventListener("abort", stop);
			this.#pages.delete(page);
		}
	}
}

const nothing = (): News => ({ workflow: false, canvas: false, tables: false, nodes: new Set() });
