import type { ArrowValue, DataType, DictionaryType } from "@allye/arrow-ipc";
import { columnReason } from "../column-reason";
import { type Converted, decodeOptions, NO_ATTRIBUTES, rowCountOf, type Task } from "./conversion";
import { eachText, eachTextOf } from "./object-text-conversion";
import { pythonText } from "./python-text";
import { durationTexts, nanoseconds, timestampTexts } from "./python-time";
import { type RecodedCodes, recodeEach } from "./recode-each";

/** A dictionary column: Discrete, with the dictionary's values in their order, as text. */
export async function convertCategory(task: Task): Promise<Converted> {
	const { field } = task.facts;
	const { codes, values } = await categoryCodes(task);
	const variable = { kind: "discrete", name: field.name, values, attributes: NO_ATTRIBUTES } as const;
	const reason = columnReason((field.type as DictionaryType).ordered ? "ordered-category" : "category");
	return { column: { variable, length: rowCountOf(task), codes }, reason };
}

/**
 * Codes of a dictionary column, and its distinct values as text.
 *
 * @param recode gives each value another code, -1 to make it missing
 */
export async function categoryCodes(
	task: Task,
	recode: (values: readonly string[]) => Int32Array | null = () => null,
): Promise<RecodedCodes & { values: readonly string[] }> {
	const { column, facts, payloadRows, pacer } = task;
	const type = (facts.field.type as DictionaryType).values;
	if (rowCountOf(task) === 0 && payloadRows > 0) {
		// Any row leads to the dictionary.
		const { values } = await categoryCodes({ ...task, rows: { start: 0, end: 1 } });
		recode(values);
		return { codes: new Int32Array(0), lostCount: 0, values };
	}
	if (!CODED.has(type.kind)) {
		const { codes, values } = await codesOfEach(task, type);
		return { ...(await recodeEach(codes, recode(values), pacer)), values };
	}
	let values: readonly string[] = [];
	const coded = await column.decode({
		as: "codes",
		recode(texts, raw) {
			values = raw === null ? texts : categoryTexts(type, raw);
			const merged = mergedCodes(values);
			if (merged !== null) values = [...new Set(values)];
			const recoded = recode(values);
			return (recoded && merged?.map((code) => recoded[code]!)) ?? recoded ?? merged;
		},
		...decodeOptions(task),
	});
	const { codes, lostCount } = coded!;
	return { codes, lostCount, values };
}

/** Two values may have one text: 1.0 and 1.0 of another NaN, times that differ in nanoseconds. Null where no two have. */
function mergedCodes(texts: readonly string[]): Int32Array | null {
	const codeOf = new Map<string, number>();
	for (const text of texts) if (!codeOf.has(text)) codeOf.set(text, codeOf.size);
	return codeOf.size === texts.length ? null : Int32Array.from(texts, (text) => codeOf.get(text)!);
}

const CODED: ReadonlySet<string> = new Set<DataType["kind"]>([
	"utf8",
	"large_utf8",
	"utf8_view",
	"null",
	"bool",
	"int",
	"float",
	"decimal",
	"date",
	"time",
	"timestamp",
	"duration",
]);

/** As Orange's `categories.astype(str)`: pandas writes dates and durations alike throughout an index. */
function categoryTexts(type: DataType, raw: readonly ArrowValue[]): string[] {
	if (type.kind === "timestamp" || type.kind === "duration") {
		const nanos = raw.map((value) => nanoseconds(value as bigint, type.unit));
		return (type.kind === "timestamp" ? timestampTexts : durationTexts)(nanos) as string[];
	}
	return raw.map((value) => pythonText(type, value));
}

/** For dictionaries of bytes and of nested types, which cannot be decoded as codes. */
async function codesOfEach(task: Task, type: DataType): Promise<{ codes: Int32Array; values: string[] }> {
	const codes = new Int32Array(rowCountOf(task));
	const codeOf = new Map<string, number>();
	const text = (value: ArrowValue) => pythonText(type, value);
	for (const { dictionary } of await task.column.decode({ as: "arrow", ...decodeOptions(task) })) {
		await eachTextOf(task, [dictionary!], text, (value) => {
			if (value !== null && !codeOf.has(value)) codeOf.set(value, codeOf.size);
		});
	}
	await eachText(task, text, (value, row) => {
		codes[row] = value === null ? -1 : codeOf.get(value)!;
	});
	return { codes, values: [...codeOf.keys()] };
}
