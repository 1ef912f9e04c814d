import { codesOfText, type Recode, type Utf8Chunk } from "@allye/arrow-ipc";
import { type ColumnReason, columnReason } from "../column-reason";
import { compareCodePoints } from "../compare-code-points";
import { numberColumn } from "../number-column";
import type { TimeVariable } from "../variable";
import { type Converted, decodeOptions, NO_ATTRIBUTES, rowCountOf, type Task } from "./conversion";
import { fewDistinctReason, manyDistinctReason } from "./distinct-reason";
import { Moments } from "./moments";
import type { Pacer } from "./pacer";
import { eachUtf8, textChunks } from "./text-chunks";
import { pandasSeconds, timeParts, todayOf } from "./time-parts";

/** Up to so many rows are read as text once, whatever they become: a compressed buffer's first rows cost as much as its first thousands. */
const FEW_ROWS = 8192;

/**
 * Text of pandas dtype object: Time where pandas takes all values for times, else Discrete where few are distinct, else String. Text with
 * few distinct values is judged by those alone; other text by its rows, of which mostly the first is no time.
 */
export async function convertInferredText(task: Task): Promise<Converted> {
	const rowCount = rowCountOf(task);
	if (rowCount === 0) return convertPlainText(task, columnReason("no-rows"));
	const maxDistinct = Math.ceil(rowCount ** 0.666) - 1;
	let moments: Moments | null = null;
	let sorted: Int32Array;
	const recode: Recode = (values, _, order) => {
		moments = momentsOf(values, task.now);
		if (moments?.areTimes) return null;
		const codes = () => Int32Array.from(values, (_, code) => code);
		sorted = order ?? codes().sort((a, b) => compareCodePoints(values[a]!, values[b]!));
		return ranksOf(sorted);
	};
	const decodeText = () => task.column.decode({ as: "utf8", ...decodeOptions(task) });
	const text = rowCount <= FEW_ROWS ? await decodeText() : null;
	const coded =
		text === null
			? await task.column.decode({ as: "codes", maxDistinct, recode, ...decodeOptions(task) })
			: await codesOfText(text, { maxDistinct, recode });
	if (coded === null) return convertManyDistinct(task, text ?? (await decodeText()));
	const { codes, values } = coded;
	const times = moments as Moments | null;
	if (times?.areTimes) return convertMoments(task, times, codes);
	const variable = {
		kind: "discrete",
		name: task.facts.field.name,
		values: Array.from(sorted!, (code) => values[code]!),
		attributes: NO_ATTRIBUTES,
	} as const;
	const reason = fewDistinctReason(values.length, codes.length);
	return { column: { variable, length: codes.length, codes }, reason };
}

/** The position of each code in an order of them. */
function ranksOf(order: Int32Array): Int32Array {
	const ranks = new Int32Array(order.length);
	order.forEach((code, position) => {
		ranks[code] = position;
	});
	return ranks;
}

/** Text that stays text: String. */
export async function convertPlainText(task: Task, reason: ColumnReason): Promise<Converted> {
	const chunks = await textChunks(
		await task.column.decode({ as: "utf8", ...decodeOptions(task) }),
		task.pacer,
	);
	const variable = { kind: "string", name: task.facts.field.name, attributes: NO_ATTRIBUTES } as const;
	return { column: { variable, length: rowCountOf(task), chunks }, reason };
}

async function convertManyDistinct(task: Task, chunks: readonly Utf8Chunk[]): Promise<Converted> {
	const rowCount = rowCountOf(task);
	const moments = new Moments(rowCount, task.now);
	const read = await eachUtf8(chunks, task.pacer, (bytes, start, end, row) =>
		moments.read(bytes, start, end, row),
	);
	if (read && moments.areTimes) return convertMoments(task, moments, null);
	const variable = { kind: "string", name: task.facts.field.name, attributes: NO_ATTRIBUTES } as const;
	const column = { variable, length: rowCount, chunks: await textChunks(chunks, task.pacer) };
	return { column, reason: manyDistinctReason(rowCount) };
}

/** The distinct values as moments; null where one is none. */
function momentsOf(values: readonly string[], now: Date): Moments | null {
	const moments = new Moments(values.length, now);
	const encoder = new TextEncoder();
	for (const [code, value] of values.entries()) {
		const bytes = encoder.encode(value);
		if (!moments.read(bytes, 0, bytes.length, code)) return null;
	}
	return moments;
}

/**
 * A Time column of moments that were read out of text.
 *
 * @param codes rows as indices into the moments; null where there is one moment a row
 * @param stated whether there is a date, where that is known; otherwise Orange's rule decides
 */
export async function convertMoments(
	task: Task,
	moments: Moments,
	codes: Int32Array | null,
	stated?: { haveDate?: boolean; haveTime?: boolean },
): Promise<Converted> {
	const { pacer, now } = task;
	const { seconds, nanos, zone } = moments;
	const today = todayOf(now);
	const fraction = (at: number) => nanos !== null && nanos[at] !== 0;
	const parts =
		stated === undefined
			? await timeParts(seconds.length, (at) => seconds[at]!, fraction, zone, today, pacer)
			: { haveDate: stated.haveDate ?? true, haveTime: stated.haveTime ?? true };
	await eachSlice(seconds.length, pacer, (at) => {
		const second = seconds[at]!;
		if (Number.isNaN(second)) return;
		const isToday = !parts.haveDate && second >= today - 86_400 && second < today + 2 * 86_400;
		seconds[at] = pandasSeconds(isToday ? second - today : second, nanos?.[at] ?? 0);
	});
	let values = seconds;
	if (codes !== null) {
		const expanded = new Float64Array(codes.length);
		await eachSlice(codes.length, pacer, (row) => {
			expanded[row] = codes[row]! < 0 ? Number.NaN : seconds[codes[row]!]!;
		});
		values = expanded;
	}
	const { name } = task.facts.field;
	const variable: TimeVariable = {
		kind: "time",
		name,
		...parts,
		timezone: zone.name,
		attributes: NO_ATTRIBUTES,
	};
	const reason =
		moments.format === null
			? columnReason("all-missing-or-nat")
			: columnReason("times-as-text", { format: moments.format });
	return { column: numberColumn(variable, values), reason };
}

async function eachSlice(count: number, pacer: Pacer, visit: (index: number) => void): Promise<void> {
	for (let from = 0; from < count; from += 1 << 16) {
		for (let i = from, to = Math.min(count, from + (1 << 16)); i < to; i++) visit(i);
		if (pacer.due()) await pacer.rest();
	}
}
