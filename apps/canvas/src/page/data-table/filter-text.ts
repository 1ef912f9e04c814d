import type { ColumnFilter, VariableInfo } from "../../contract";
import type { Words } from "../words/words";

/** A filter in words: "sepal length: 5 – 6". */
export function filterText(
	filter: ColumnFilter,
	variable: VariableInfo | undefined,
	{ say, format }: Words,
): string {
	const { column } = filter;
	const bound = (value: number) =>
		variable?.kind === "time" ? format.value(variable, value) : String(Number(value.toPrecision(6)));
	switch (filter.is) {
		case "between":
			if (filter.low === null)
				return say("filter.at-most", { column, high: filter.high === null ? "∞" : bound(filter.high) });
			if (filter.high === null) return say("filter.at-least", { column, low: bound(filter.low) });
			return say("filter.range", { column, low: bound(filter.low), high: bound(filter.high) });
		case "one-of":
			return say("filter.is", { column, values: shortened(filter.values) });
		case "containing":
			return say("filter.has", { column, text: filter.text });
		case "missing":
			return say("filter.is-missing", { column });
		case "present":
			return say("filter.is-present", { column });
	}
}

const shortened = (values: readonly string[]) =>
	values.length > 3 ? `${values.slice(0, 3).join(", ")}, … (${values.length})` : values.join(", ");
