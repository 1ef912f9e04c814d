import type { ArrowValue, Field } from "@allye/arrow-ipc";
import { columnReason } from "../column-reason";
import type { Converted, Task } from "./conversion";
import { jsonText } from "./json-text";
import { convertEachToText, type ValueText } from "./object-text-conversion";
import { periodFormatter } from "./period-text";
import { floatText } from "./python-number";
import { durationText, nanoseconds, timestampText } from "./python-time";
import { areWholeDays, isWholeDays } from "./whole-column";

/**
 * Durations, periods and intervals: String, as pandas writes each value.
 *
 * @param isStated a Domain says String: then a value is written alike whichever rows are read
 */
export async function convertDescribedText(task: Task, isStated = false): Promise<Converted> {
	const { field } = task.facts;
	const { type } = field;
	if (type.kind === "duration") {
		// pandas leaves out the time of day where no value has one, but only while none is missing either.
		const daysOnly = await (isStated ? isWholeDays(task) : areWholeDays(task));
		const text: ValueText = (value) => durationText(nanoseconds(value as bigint, type.unit), daysOnly);
		return { ...(await convertEachToText(task, text)), reason: columnReason("durations-as-text") };
	}
	const name = field.metadata.get("ARROW:extension:name");
	const parameters = parseParameters(field);
	if (name === "pandas.period") {
		const format = periodFormatter(String(parameters.freq));
		const text: ValueText = (value) => (format === null ? String(value) : format(BigInt(value as bigint)));
		const converted = {
			...(await convertEachToText(task, text)),
			reason: columnReason("pandas-dtype", { dtype: `period[${parameters.freq}]` }),
		};
		if (format !== null) return converted;
		return { ...converted, warning: `Periods of the frequency ${parameters.freq} are shown as numbers.` };
	}
	const text = intervalText(field, String(parameters.closed));
	return {
		...(await convertEachToText(task, text)),
		reason: columnReason("pandas-dtype", { dtype: "interval" }),
	};
}

/** Lists, structs, maps: String, as JSON. Orange itself refuses them. */
export async function convertJson(task: Task): Promise<Converted> {
	const { field } = task.facts;
	const converted = await convertEachToText(task, (value) => jsonText(field, value));
	return { ...converted, reason: columnReason("values-as-json", { type: field.type.kind }) };
}

function intervalText(field: Field, closed: string): ValueText {
	const open = closed === "left" || closed === "both" ? "[" : "(";
	const close = closed === "right" || closed === "both" ? "]" : ")";
	const [left, right] = field.children;
	if (left === undefined || right === undefined) return (value) => jsonText(field, value);
	return (value) => {
		const ends = value as { readonly [name: string]: ArrowValue };
		return `${open}${endText(left, ends[left.name]!)}, ${endText(right, ends[right.name]!)}${close}`;
	};
}

function endText({ type }: Field, value: ArrowValue): string {
	if (type.kind === "float") return floatText(value as number);
	if (type.kind === "timestamp") return timestampText(nanoseconds(value as bigint, type.unit));
	if (type.kind === "duration") return durationText(nanoseconds(value as bigint, type.unit));
	return String(value);
}

function parseParameters(field: Field): Record<string, unknown> {
	try {
		const parsed: unknown = JSON.parse(field.metadata.get("ARROW:extension:metadata") ?? "{}");
		return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
	} catch {
		return {};
	}
}
