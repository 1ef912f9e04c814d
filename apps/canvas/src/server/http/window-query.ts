import type { Context } from "hono";
import { refuse } from "../refuse";
import { parsePositions } from "../rows/table-window";

/** start, end and columns of a request for rows; all columns by default. @throws INVALID_ARGUMENT */
export function windowQuery(context: Context, columnCount: number) {
	const number = (name: string) => {
		const value = Number(context.req.query(name));
		if (Number.isSafeInteger(value) && value >= 0) return value;
		throw refuse(`${name} must be a whole number from 0 on.`);
	};
	const start = number("start");
	const end = number("end");
	if (end < start) throw refuse("end must not be below start.");
	const columns = context.req.query("columns");
	return {
		start,
		end,
		columns:
			columns === undefined
				? Array.from({ length: columnCount }, (_, i) => i)
				: columns === ""
					? []
					: parsePositions(columns),
		signal: context.req.raw.signal,
	};
}
