import { formatCount } from "../column-reason";
import { compareCodePoints } from "../compare-code-points";
import { quote } from "../invalid-argument";
import { pandasRule } from "../pandas-rules";
import { categoryCodes } from "./category-conversion";
import { type Converted, decodeOptions, NO_ATTRIBUTES, rowCountOf, type Task } from "./conversion";
import type { Target } from "./convert-as";
import { jsonText } from "./json-text";
import { eachText } from "./object-text-conversion";
import { floatText } from "./python-number";
import { pythonText } from "./python-text";
import { type RecodedCodes, recodeEach } from "./recode-each";

/**
 * Any column as a Discrete one, by the text of its values. Where the target lists values, they keep their codes and all others become
 * missing; else the values are those that occur, a category's in their order, others sorted.
 */
export async function codesAs(task: Task, target: Target): Promise<Converted> {
	let wanted: readonly string[] = [];
	const recode = (values: readonly string[]) => {
		wanted = target.values ?? ownOrder(task, values);
		const codeOf = new Map(wanted.map((value, code) => [value, code]));
		return Int32Array.from(
			values,
			(value) => codeOf.get(value) ?? codeOf.get(value.replace(/\.0$/, "")) ?? -1,
		);
	};
	const { codes, lostCount: lost } = await codesOf(task, recode);
	const variable = {
		kind: "discrete",
		name: target.name,
		values: wanted,
		attributes: NO_ATTRIBUTES,
	} as const;
	const converted = { column: { variable, length: codes.length, codes }, reason: target.reason };
	if (lost === 0) return converted;
	const warning = `${formatCount(lost)} values of ${quote(target.name)} are not among those that its variable lists and became missing.`;
	return { ...converted, warning };
}

async function codesOf(task: Task, recode: (values: readonly string[]) => Int32Array): Promise<RecodedCodes> {
	const { column, facts } = task;
	const { type } = facts.field;
	if (type.kind === "dictionary") return categoryCodes(task, recode);
	if (/utf8/.test(type.kind)) return (await column.decode({ as: "codes", recode, ...decodeOptions(task) }))!;
	const { codes, values } = await codesOfOthers(task);
	return recodeEach(codes, recode(values), task.pacer);
}

/** Codes of values that are neither text nor categories. */
async function codesOfOthers(task: Task): Promise<{ codes: Int32Array; values: readonly string[] }> {
	const { column, facts } = task;
	const { type } = facts.field;
	const codes = new Int32Array(rowCountOf(task)).fill(-1);
	const codeOf = new Map<string, number>();
	const put = (text: string | null, row: number) => {
		if (text === null) return;
		let code = codeOf.get(text);
		if (code === undefined) {
			code = codeOf.size;
			codeOf.set(text, code);
		}
		codes[row] = code;
	};
	if (type.kind === "int" || type.kind === "float" || type.kind === "bool") {
		const values = await column.decode({ as: "float64", ...decodeOptions(task) });
		const text =
			type.kind === "bool"
				? (value: number) => (value ? "True" : "False")
				: type.kind === "int"
					? String
					: (value: number) => floatText(value);
		for (let row = 0; row < values.length; row++) {
			if (row % 4096 === 0 && task.pacer.due()) await task.pacer.rest();
			if (!Number.isNaN(values[row])) put(text(values[row]!), row);
		}
	} else if (type.kind !== "null") {
		const isJson = pandasRule(facts).conversion === "json";
		await eachText(task, (value) => (isJson ? jsonText(facts.field, value) : pythonText(type, value)), put);
	}
	return { codes, values: [...codeOf.keys()] };
}

function ownOrder({ facts }: Task, values: readonly string[]): readonly string[] {
	const { kind } = facts.field.type;
	if (kind === "dictionary") return values;
	const byNumber = kind === "int" || kind === "float" || kind === "decimal";
	return [...values].sort(byNumber ? (a, b) => Number(a) - Number(b) : compareCodePoints);
}
