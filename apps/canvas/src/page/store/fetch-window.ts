import { API, decodeTableWindow, type TableWindow } from "../../contract";
import { fetchAnswer } from "./fetch-answer";

/** Rows [start, end) of a table that the server holds; `columns` are positions, `view` orders and filters them. Throws as {@link fetchAnswer}. */
export async function fetchWindow(
	tableId: string,
	{
		start,
		end,
		columns,
		view = null,
		signal,
	}: { start: number; end: number; columns: readonly number[]; view?: string | null; signal?: AbortSignal },
): Promise<TableWindow> {
	const response = await fetchAnswer(API.window(tableId), {
		query: { start, end, columns: positionsText(columns), view },
		signal,
	});
	return decodeTableWindow(await response.arrayBuffer());
}

/** Positions as "0-9,12". */
export function positionsText(positions: readonly number[]): string {
	const parts: string[] = [];
	for (let i = 0; i < positions.length; ) {
		let end = i;
		while (positions[end + 1] === (positions[end] ?? 0) + 1) end++;
		parts.push(end === i ? `${positions[i]}` : `${positions[i]}-${positions[end]}`);
		i = end + 1;
	}
	return parts.join(",");
}
