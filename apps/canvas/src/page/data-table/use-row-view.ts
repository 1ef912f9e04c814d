import { useEffect, useMemo, useState } from "react";
import { API, type RowView, type TableInfo } from "../../contract";
import type { FetchWindow } from "../grid/window-cache";
import { fetchAnswer, RefusedError } from "../store/fetch-answer";
import { fetchWindow } from "../store/fetch-window";

interface ShownRows {
	readonly rowCount: number;
	readonly fetchWindow: FetchWindow;
	/** The server is putting the rows in order; until then the ones before are shown. */
	readonly isOrdering: boolean;
	/** Why the server could not, in its words. */
	readonly error: string | null;
}

interface Ordered {
	readonly tableId: string;
	readonly key: string;
	readonly view: string | null;
	readonly rowCount: number;
}

/** The rows of a table as they are sorted and filtered; the server keeps the order, and we ask for windows of it. */
export function useRowView({ id, rowCount, isLazy }: TableInfo, { sort, filters }: RowView): ShownRows {
	const key = isLazy || (sort.length === 0 && filters.length === 0) ? "" : JSON.stringify({ sort, filters });
	const [ordered, setOrdered] = useState<Ordered | null>(null);
	const [error, setError] = useState<string | null>(null);

	useEffect(() => {
		setError(null);
		if (key === "") return;
		const left = new AbortController();
		askForView(id, key, left.signal).then(
			(answer) => setOrdered({ tableId: id, key, ...answer }),
			(reason: Error) => left.signal.aborted || setError(reason.message),
		);
		return () => left.abort();
	}, [id, key]);

	const isThisTable = ordered?.tableId === id;
	const isOrdering = key !== "" && error === null && !(isThisTable && ordered.key === key);
	const shown = key === "" || !isThisTable ? null : ordered;
	const fetchRows = useMemo((): FetchWindow => {
		let view = shown?.view ?? null;
		return async (start, end, columns, signal) => {
			try {
				return await fetchWindow(id, { start, end, columns, view, signal });
			} catch (refused) {
				// The server keeps the last few views only; this one may have been forgotten.
				if (shown === null || !(refused instanceof RefusedError) || signal.aborted) throw refused;
				view = (await askForView(id, shown.key, signal)).view;
				return fetchWindow(id, { start, end, columns, view, signal });
			}
		};
	}, [id, shown]);
	return { rowCount: shown?.rowCount ?? rowCount, fetchWindow: fetchRows, isOrdering, error };
}

async function askForView(tableId: string, key: string, signal: AbortSignal) {
	const response = await fetchAnswer(API.views(tableId), { body: JSON.parse(key), signal });
	return (await response.json()) as { view: string; rowCount: number };
}
