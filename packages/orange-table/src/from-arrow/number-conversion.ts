import { type ColumnReason, columnReason, formatCount } from "../column-reason";
import { quote } from "../invalid-argument";
import { numberColumn } from "../number-column";
import { type ColumnFacts, type PandasRule, pandasRule } from "../pandas-rules";
import { type Converted, decodeOptions, NO_ATTRIBUTES, type Task } from "./conversion";
import { convertText } from "./object-text-conversion";

/**
 * Integers, floats and booleans: Continuous. Which integers keep 0 decimals, and which booleans become text, depends on whether a value
 * is missing.
 *
 * @param presentRule holds where none is
 */
export async function convertNumber(task: Task, presentRule: PandasRule): Promise<Converted> {
	const { column, facts } = task;
	const { name, type } = facts.field;
	const { values, nullCount, infiniteCount } = await column.decode({
		as: "numbers",
		finite: type.kind === "float",
		...decodeOptions(task),
	});
	const known = nullCount > 0 ? { ...facts, hasNulls: true } : facts;
	const rule = nullCount > 0 ? pandasRule(known) : presentRule;
	if (rule.conversion !== "number") return convertText(task);
	const variable = {
		kind: "continuous",
		name,
		numberOfDecimals: rule.decimals ?? 3,
		attributes: NO_ATTRIBUTES,
	} as const;
	return {
		column: numberColumn(variable, values),
		reason: numberReason(known),
		...infinitiesWarning(name, infiniteCount),
	};
}

/** Infinities become missing, as in Orange's `Table.from_numpy`. */
export function infinitiesWarning(name: string, count: number): { warning?: string } {
	if (count === 0) return {};
	return { warning: `${formatCount(count)} infinite values of ${quote(name)} became missing, as in Orange.` };
}

function numberReason({ field: { type }, pandas, hasNulls }: ColumnFacts): ColumnReason {
	if (type.kind === "bool") return columnReason("booleans");
	if (type.kind !== "int") return columnReason("floats");
	if (!hasNulls) return columnReason("integers");
	if (pandas !== null && /^U?Int|\[pyarrow\]$/.test(pandas.numpyType))
		return columnReason("pandas-dtype", { dtype: pandas.numpyType });
	return columnReason("integers-and-missing");
}
