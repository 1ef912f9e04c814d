import type { DataType } from "@allye/arrow-ipc";
import { type ColumnReason, formatCount } from "../column-reason";
import { invalidArgument, quote } from "../invalid-argument";
import { numberColumn } from "../number-column";
import { pandasRule } from "../pandas-rules";
import type { VariableAttributes, VariableKind } from "../variable";
import { categoryCodes } from "./category-conversion";
import { codesAs } from "./codes-as";
import { type Converted, decodeOptions, NO_ATTRIBUTES, rowCountOf, type Task } from "./conversion";
import { convertColumn } from "./convert-column";
import { convertDescribedText, convertJson } from "./described-text-conversion";
import { convertMoments, convertPlainText } from "./inferred-text-conversion";
import { Moments } from "./moments";
import { convertEachToText, eachText } from "./object-text-conversion";
import { pythonText } from "./python-text";
import { eachUtf8 } from "./text-chunks";
import { todayOf } from "./time-parts";
import { secondsOf } from "./timestamp-conversion";
import { firstTimeOf } from "./whole-column";

/** What a column is to become: a kind, and as much of the variable as is decided. */
export interface Target {
	readonly kind: VariableKind;
	readonly name: string;
	readonly reason: ColumnReason;
	readonly attributes?: VariableAttributes;
	readonly numberOfDecimals?: number;
	readonly values?: readonly string[];
	readonly haveDate?: boolean;
	readonly haveTime?: boolean;
	readonly timezone?: string;
	/** The column was sent as this variable: its seconds need no reading. */
	readonly asSent?: boolean;
}

/**
 * Makes an Orange column of a stated kind, whatever the rules would infer.
 *
 * | to | from | how |
 * | --- | --- | --- |
 * | continuous | numbers, booleans | as they are |
 * | | text, categories, decimals | their numbers; what is none becomes missing |
 * | | timestamps, dates | seconds since 1970 UTC |
 * | discrete | any | the text of each value; where the variable lists its values, others become missing |
 * | time | timestamps, dates | seconds since 1970 UTC; of today's, where the variable has no date, since midnight |
 * | | text | as pandas reads the first value of the whole column that is a time; what differs becomes missing |
 * | | numbers | as seconds since 1970 UTC |
 * | string | any | text as it is; other values as Python's `str` or JSON |
 *
 * @throws INVALID_ARGUMENT for what cannot be made: a list as a number
 */
export async function convertAs(task: Task, target: Target): Promise<Converted> {
	const conversion = await convertTo(task, target);
	const { column } = conversion;
	if (target.attributes === undefined || target.attributes === NO_ATTRIBUTES) return conversion;
	const variable = { ...column.variable, attributes: target.attributes };
	return { ...conversion, column: { ...column, variable } as typeof column };
}

function convertTo(task: Task, target: Target): Promise<Converted> {
	switch (target.kind) {
		case "continuous":
			return asContinuous(task, target);
		case "discrete":
			return codesAs(task, target);
		case "time":
			return asTime(task, target);
		case "string":
			return asText(task, target);
	}
}

async function asContinuous(task: Task, target: Target): Promise<Converted> {
	const { type } = task.facts.field;
	const lost = { count: 0 };
	const values = await numbersOf(task, lost);
	const variable = {
		kind: "continuous",
		name: target.name,
		numberOfDecimals: target.numberOfDecimals ?? (type.kind === "int" ? 0 : 3),
		attributes: NO_ATTRIBUTES,
	} as const;
	return {
		column: numberColumn(variable, values),
		reason: target.reason,
		...lossWarning(target, lost, "numbers"),
	};
}

async function numbersOf(task: Task, lost: { count: number }): Promise<Float64Array> {
	const { column, facts, pacer } = task;
	const { type } = facts.field;
	if (type.kind === "timestamp" || type.kind === "date") return secondsOf(task);
	if (NUMERIC.has(type.kind)) {
		const finite = type.kind === "float";
		return (await column.decode({ as: "numbers", finite, ...decodeOptions(task) })).values;
	}
	const values = new Float64Array(rowCountOf(task)).fill(Number.NaN);
	const put = (text: string | null, row: number) => {
		if (text === null) return;
		values[row] = numberOf(text);
		if (Number.isNaN(values[row]) && !MISSING.test(text)) lost.count++;
	};
	if (type.kind === "dictionary") {
		const { codes, values: texts } = await categoryCodes(task);
		for (let row = 0; row < codes.length; row++) put(codes[row]! < 0 ? null : texts[codes[row]!]!, row);
	} else if (isText(type)) {
		const decoder = new TextDecoder();
		const chunks = await column.decode({ as: "utf8", ...decodeOptions(task) });
		await eachUtf8(chunks, pacer, (bytes, start, end, row) => {
			put(end === -1 ? null : decoder.decode(bytes.subarray(start, end)), row);
			return true;
		});
	} else if (type.kind === "decimal") {
		await eachText(task, (value) => value as string, put);
	} else if (type.kind !== "null") throw impossible(task, "continuous");
	return values;
}

const NUMERIC: ReadonlySet<string> = new Set<DataType["kind"]>(["int", "float", "bool", "duration", "time"]);
const MISSING = /^\s*(?:|nan|na|n\/a|null|none|\?)\s*$/i;

function numberOf(text: string): number {
	const trimmed = text.trim();
	if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed)) return Number(trimmed);
	const infinite = /^([+-]?)inf(?:inity)?$/i.exec(trimmed);
	if (infinite === null) return Number.NaN;
	return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

async function asTime(task: Task, target: Target): Promise<Converted> {
	const { column, facts, now } = task;
	const { type } = facts.field;
	const { reason } = target;
	if (type.kind === "timestamp" || type.kind === "date") {
		const natural = target.haveDate === undefined ? await convertColumn(task) : null;
		if (natural?.column.variable.kind === "time") return { ...natural, reason };
		const values = await secondsOf(task);
		const today = todayOf(now);
		if (target.haveDate === false && !target.asSent) {
			for (let row = 0; row < values.length; row++) {
				const second = values[row]!;
				if (second >= today && second < today + 86_400) values[row] = second - today;
			}
		}
		return { column: numberColumn(timeVariable(target), values), reason };
	}
	if (isText(type)) {
		const moments = new Moments(rowCountOf(task), now);
		const first = await firstTimeOf(task);
		if (first !== null) moments.readAs(first);
		const lost = { count: 0 };
		const chunks = await column.decode({ as: "utf8", ...decodeOptions(task) });
		await eachUtf8(chunks, task.pacer, (bytes, start, end, row) => {
			if (!moments.read(bytes, start, end, row)) lost.count++;
			return true;
		});
		const converted = await convertMoments(
			task,
			moments,
			null,
			target.haveDate === undefined ? undefined : target,
		);
		const variable = target.haveDate === undefined ? converted.column.variable : timeVariable(target);
		return {
			column: { ...converted.column, variable } as typeof converted.column,
			reason,
			...lossWarning(target, lost, "times"),
		};
	}
	if (type.kind === "null" || NUMERIC.has(type.kind)) {
		const values = await numbersOf(task, { count: 0 });
		return { column: numberColumn(timeVariable(target), values), reason };
	}
	throw impossible(task, "time");
}

const timeVariable = ({ name, haveDate = true, haveTime = true, timezone = "UTC" }: Target) =>
	({ kind: "time", name, haveDate, haveTime, timezone, attributes: NO_ATTRIBUTES }) as const;

async function asText(task: Task, { reason }: Target): Promise<Converted> {
	const { type } = task.facts.field;
	if (isText(type) || (type.kind === "dictionary" && isText(type.values)))
		return convertPlainText(task, reason);
	const { conversion } = pandasRule(task.facts);
	if (conversion === "described_text") return { ...(await convertDescribedText(task, true)), reason };
	if (conversion === "json") return { ...(await convertJson(task)), reason };
	return { ...(await convertEachToText(task, (value) => pythonText(type, value))), reason };
}

const isText = ({ kind }: DataType) => kind === "utf8" || kind === "large_utf8" || kind === "utf8_view";

export function lossWarning(
	{ name }: Target,
	{ count }: { count: number },
	what: string,
): { warning?: string } {
	if (count === 0) return {};
	return { warning: `${formatCount(count)} values of ${quote(name)} are no ${what} and became missing.` };
}

function impossible({ facts }: Task, kind: VariableKind): Error {
	const { name, type } = facts.field;
	return invalidArgument(
		`Column ${quote(name)} holds ${type.kind} values, which cannot become ${kind}. Choose another kind.`,
	);
}
