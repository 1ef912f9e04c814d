import { useEffect, useState } from "react";
import { API, type Distribution } from "../../contract";
import { fetchAnswer } from "../store/fetch-answer";

/** The bars of a column; those before stay until the next ones are there. */
export function useDistribution(tableId: string, column: string | null, splitBy: string | null) {
	const [fetched, setFetched] = useState<{ key: string; distribution: Distribution } | null>(null);
	const [failed, setFailed] = useState<{ key: string; reason: Error } | null>(null);
	const key = JSON.stringify([tableId, column, splitBy]);
	useEffect(() => {
		if (column === null) return;
		const left = new AbortController();
		fetchAnswer(API.distribution(tableId), { query: { column, splitBy }, signal: left.signal })
			.then((response) => response.json())
			.then((distribution: Distribution) => setFetched({ key, distribution }))
			.catch((error: Error) => left.signal.aborted || setFailed({ key, reason: error }));
		return () => left.abort();
	}, [tableId, column, splitBy, key]);
	return { distribution: fetched?.distribution ?? null, error: failed?.key === key ? failed.reason : null };
}
