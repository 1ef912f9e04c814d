import type { ArrowValue, Field } from "@allye/arrow-ipc";
import { type Converted, decodeOptions, type Task } from "./conversion";
import { jsonText } from "./json-text";
import { convertEachToText, type ValueText } from "./object-text-conversion";
import { periodFormatter } from "./period-text";
import { floatText } from "./python-number";
import { durationText, nanoseconds, timestampText } from "./python-time";

/** Durations, periods and intervals: String, as pandas writes each value. */
export async function convertDescribedText(task: Task): Promise<Converted> {
	const { field } = task.facts;
	const { type } = field;
	if (type.kind === "duration") {
		// pandas leaves out the time of day where no value has one, but only while none is missing either.
		const daysOnly = await allWholeDays(task);
		const text: ValueText = (value) => durationText(nanoseconds(value as bigint, type.unit), daysOnly);
		return { ...(await convertEachToText(task, text)), reason: "durations become text" };
	}
	const name = field.metadata.get("ARROW:extension:name");
	const parameters = parseParameters(field);
	if (name === "pandas.period") {
		const format = periodFormatter(String(parameters.freq));
		const text: ValueText = (value) => (format === null ? String(value) : format(BigInt(value as bigint)));
		const converted = {
			...(await convertEachToText(task, text)),
			reason: `pandas dtype period[${parameters.freq}]`,
		};
		if (format !== null) return converted;
		return { ...converted, warning: `Periods of the frequency ${parameters.freq} are shown as numbers.` };
	}
	const text = intervalText(field, String(parameters.closed));
	return { ...(await convertEachToText(task, text)), reason: "pandas dtype interval" };
}

/** Lists, structs, maps: String, as JSON. Orange itself refuses them. */
export async function convertJson(task: Task): Promise<Converted> {
	const { field } = task.facts;
	const converted = await convertEachToText(task, (value) => jsonText(field, value));
	return { ...converted, reason: `values of type ${field.type.kind} become JSON` };
}

async function allWholeDays(task: Task): Promise<boolean> {
	const { type } = task.facts.field;
	if (type.kind !== "duration") return false;
	const perDay = 86_400 * { s: 1, ms: 1e3, us: 1e6, ns: 1e9 }[type.unit];
	const values = await task.column.decode({ as: "float64", ...decodeOptions(task) });
	// A day of nanoseconds is divisible by 2^16: the rounding of such numbers keeps whole days, but might make others whole.
	return (
		values.every((value) => value % perDay === 0) && (type.unit !== "ns" || (await exactlyWholeDays(task)))
	);
}

async function exactlyWholeDays(task: Task): Promise<boolean> {
	const arrays = await task.column.decode({ as: "arrow", ...decodeOptions(task) });
	return arrays.every(({ buffers: [buffer], length }) => {
		const values = new BigInt64Array(buffer!.buffer as ArrayBuffer, buffer!.byteOffset, length);
		return values.every((value) => value % 86_400_000_000_000n === 0n);
	});
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
