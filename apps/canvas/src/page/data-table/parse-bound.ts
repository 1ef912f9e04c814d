import type { VariableInfo } from "../../contract";

/** What was typed as one end of a range: a number, or of a Time an ISO date in UTC. Null: nothing was typed; NaN: it is neither. */
export function parseBound(text: string, variable: VariableInfo): number | null {
	const typed = text.trim();
	if (typed === "") return null;
	if (variable.kind !== "time") return Number(typed);
	const iso = typed.replace(" ", "T");
	return Date.parse(/T.*(Z|[+-]\d\d:?\d\d)$/.test(iso) || !iso.includes("T") ? iso : `${iso}Z`) / 1000;
}
