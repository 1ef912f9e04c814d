import { useEffect, useState } from "react";
import { API, decodePlotPoints, type PlotPoints } from "../../contract";
import { fetchAnswer } from "../store/fetch-answer";

export interface PointsQuery {
	readonly x: string | null;
	readonly y: string | null;
	readonly color: string | null;
	readonly size: string | null;
	/** Whose picked points are marked. */
	readonly node: string;
	/** Another one asks again. */
	readonly pickedKey: string;
}

/** The points of a table; those before stay until the next ones are there. */
export function usePoints(
	tableId: string,
	query: PointsQuery,
): { points: PlotPoints | null; error: Error | null; isFetching: boolean } {
	const [fetched, setFetched] = useState<{ key: string; points: PlotPoints } | null>(null);
	const [failed, setFailed] = useState<{ key: string; reason: Error } | null>(null);
	const key = JSON.stringify([tableId, query]);
	useEffect(() => {
		const [tableId, { pickedKey: _, ...query }] = JSON.parse(key) as [string, PointsQuery];
		if (query.x === null || query.y === null) return;
		const left = new AbortController();
		fetchAnswer(API.points(tableId), { query, signal: left.signal })
			.then((response) => response.arrayBuffer())
			.then((buffer) => setFetched({ key, points: decodePlotPoints(buffer) }))
			.catch((error: Error) => left.signal.aborted || setFailed({ key, reason: error }));
		return () => left.abort();
	}, [key]);
	const error = failed?.key === key ? failed.reason : null;
	return { points: fetched?.points ?? null, error, isFetching: fetched?.key !== key && error === null };
}
