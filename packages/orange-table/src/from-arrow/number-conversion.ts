import { quote } from "../invalid-argument";
import { numberColumn } from "../number-column";
import { type ColumnFacts, pandasRule } from "../pandas-rules";
import { type Converted, decodeOptions, formatCount, NO_ATTRIBUTES, type Task } from "./conversion";
import { convertText } from "./object-text-conversion";
import type { Pacer } from "./pacer";

/**
 * Integers, floats and booleans: Continuous. Which integers keep 0 decimals, and which booleans become text, depends on whether a value
 * is missing.
 */
export async function convertNumber(task: Task): Promise<Converted> {
	const { column, facts, pacer } = task;
	const { name, type } = facts.field;
	const values = await column.decode({ as: "float64", ...decodeOptions(task) });
	const hasNulls = type.kind !== "float" && (await hasNaN(values, pacer));
	const rule = pandasRule({ ...facts, hasNulls });
	if (rule.conversion !== "number") return convertText(task);
	const variable = {
		kind: "continuous",
		name,
		numberOfDecimals: rule.decimals ?? 3,
		attributes: NO_ATTRIBUTES,
	} as const;
	const reason = numberReason({ ...facts, hasNulls });
	if (type.kind !== "float") return { column: numberColumn(variable, values), reason };
	return { column: numberColumn(variable, values), reason, ...(await dropInfinities(name, values, pacer)) };
}

/** Infinities become missing, as in Orange's `Table.from_numpy`. */
export async function dropInfinities(
	name: string,
	values: Float64Array,
	pacer: Pacer,
): Promise<{ warning?: string }> {
	let count = 0;
	for (let from = 0; from < values.length; from += 1 << 18) {
		for (let i = from, to = Math.min(values.length, from + (1 << 18)); i < to; i++) {
			if (Math.abs(values[i]!) !== Number.POSITIVE_INFINITY) continue;
			values[i] = Number.NaN;
			count++;
		}
		if (pacer.due()) await pacer.rest();
	}
	return count === 0
		? {}
		: { warning: `${formatCount(count)} infinite values of ${quote(name)} became missing, as in Orange.` };
}

function numberReason({ field: { type }, pandas, hasNulls }: ColumnFacts): string {
	if (type.kind === "bool") return "booleans: 1 and 0";
	if (type.kind !== "int") return "floating-point numbers";
	if (!hasNulls) return "integers, none missing";
	if (pandas !== null && /^U?Int|\[pyarrow\]$/.test(pandas.numpyType))
		return `pandas dtype ${pandas.numpyType}`;
	return "integers with missing values, which pandas makes float64";
}

async function hasNaN(values: Float64Array, pacer: Pacer): Promise<boolean> {
	for (let from = 0; from < values.length; from += 1 << 18) {
		for (let i = from, to = Math.min(values.length, from + (1 << 18)); i < to; i++) {
			if (Number.isNaN(values[i])) return true;
		}
		if (pacer.due()) await pacer.rest();
	}
	return false;
}
