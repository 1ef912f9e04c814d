import type { Distribution, VariableInfo } from "../../contract";
import { timeValue } from "../format/time-value";
import type { Words } from "../words/words";

/** What each bar stands for. */
export function barTexts({ edges, values }: Distribution, variable: VariableInfo, { say }: Words): string[] {
	if (values !== null) return [...values];
	if (edges === null) return [];
	const text = (value: number) =>
		variable.kind === "time" ? timeValue(variable, value) : String(Number(value.toPrecision(9)));
	return edges
		.slice(1)
		.map((high, i) => say("bars.range", { low: text(edges[i] as number), high: text(high) }));
}
