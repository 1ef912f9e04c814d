import { type ArrayData, type ArrowValue, arrowValue } from "@allye/arrow-ipc";
import { AllyeError } from "@allye/protocol/contract";
import { arrowTypeName } from "../arrow-type-name";
import type { TextChunk } from "../column";
import { columnReason } from "../column-reason";
import { compareCodePoints } from "../compare-code-points";
import { isFewDistinct } from "../distinct-rule";
import { quote } from "../invalid-argument";
import { textColumn } from "../text-column";
import { type Converted, decodeOptions, NO_ATTRIBUTES, rowCountOf, type Task } from "./conversion";
import { fewDistinctReason, manyDistinctReason } from "./distinct-reason";
import { Pacer } from "./pacer";
import { pythonText, unscaled } from "./python-text";
import { TextBudget } from "./text-budget";

type TextVisit = (text: string | null, row: number, value: ArrowValue) => void;

/** Makes text of one value that is not missing. */
export type ValueText = (value: ArrowValue) => string;

/**
 * Python objects that are not text (times, decimals, bytes, booleans with missing ones): Discrete where few are distinct, else String, of
 * Python's `str` of each.
 *
 * @throws TYPE_UNSUPPORTED for bytes that are not UTF-8
 */
export async function convertText(task: Task): Promise<Converted> {
	const { name, type } = task.facts.field;
	const rowCount = rowCountOf(task);
	if (type.kind === "null") return allMissing(task);
	const codes = new Int32Array(rowCount).fill(-1);
	const codeOf = new Map<string, number>();
	const firsts: ArrowValue[] = [];
	let many = false;
	await eachText(
		task,
		(value) => pythonText(type, value),
		(text, row, value) => {
			if (many || text === null) return;
			let code = codeOf.get(text);
			if (code === undefined) {
				code = codeOf.size;
				codeOf.set(text, code);
				firsts.push(value);
				many = !isFewDistinct(code + 1, rowCount);
			}
			codes[row] = code;
		},
	);
	// Orange asks `0 < rows ** 0.666` too, and makes a column without rows String.
	if (many || rowCount === 0)
		return { ...(await convertEachToText(task)), reason: manyDistinctReason(rowCount) };
	const texts = [...codeOf.keys()];
	const order = texts.map((_, code) => code);
	if (type.kind === "decimal") {
		const numbers = firsts.map((first) => unscaled(first as string, type.scale));
		order.sort((a, b) => (numbers[a]! < numbers[b]! ? -1 : 1));
	} else order.sort((a, b) => compareCodePoints(texts[a]!, texts[b]!));
	const rank = new Int32Array(order.length);
	order.forEach((code, position) => {
		rank[code] = position;
	});
	for (let row = 0; row < codes.length; row++) if (codes[row]! >= 0) codes[row] = rank[codes[row]!]!;
	const variable = {
		kind: "discrete",
		name,
		values: order.map((code) => texts[code]!),
		attributes: NO_ATTRIBUTES,
	} as const;
	return {
		column: { variable, length: rowCount, codes },
		reason: fewDistinctReason(texts.length, rowCount),
	};
}

/** Text is packed once there is so much of it, or as many rows as a slice has. */
const CHUNK_CHARACTERS = 2 ** 22;

/** Every value as text, as a String column. */
export async function convertEachToText(task: Task, valueText?: ValueText): Promise<Converted> {
	const { name, type } = task.facts.field;
	const variable = { kind: "string", name, attributes: NO_ATTRIBUTES } as const;
	const chunks: TextChunk[] = [];
	let texts: (string | null)[] = [];
	let characters = 0;
	const flush = () => {
		chunks.push(...textColumn(variable, texts).chunks);
		texts = [];
		characters = 0;
	};
	await eachText(task, valueText ?? ((value) => pythonText(type, value)), (text) => {
		characters += text?.length ?? 0;
		if (texts.push(text) === Pacer.ROWS || characters > CHUNK_CHARACTERS) flush();
	});
	if (texts.length > 0) flush();
	return {
		column: { variable, length: rowCountOf(task), chunks },
		reason: columnReason("values-as-text", { type: typeOf(task) }),
	};
}

/** Of text that is longer one row may take milliseconds. */
const LONG_TEXT = 4096;

/** Calls `visit` with each row's text, null where it is missing. */
export async function eachText(task: Task, valueText: ValueText, visit: TextVisit): Promise<void> {
	const arrays = await task.column.decode({ as: "arrow", ...decodeOptions(task) });
	await eachTextOf(task, arrays, valueText, visit);
}

/** The same for arrays that have been decoded. */
export async function eachTextOf(
	task: Task,
	arrays: readonly ArrayData[],
	valueText: ValueText,
	visit: TextVisit,
): Promise<void> {
	const budget = new TextBudget(task.facts.field.name, arrays);
	let first = 0;
	let isLong = false;
	for (const array of arrays) {
		for (let i = 0; i < array.length; i++) {
			if ((isLong || i % 256 === 0) && task.pacer.due()) await task.pacer.rest();
			const value = arrowValue(array, i);
			let text: string | null = null;
			try {
				if (value !== null) {
					text = valueText(value);
					isLong = text.length > LONG_TEXT;
					budget.spend(text);
				}
			} catch (cause) {
				// What the decoder throws; anything else has another reason.
				if (cause instanceof TypeError) throw notText(task, first + i, cause);
				throw cause;
			}
			visit(text, first + i, value);
		}
		first += array.length;
	}
}

function notText({ facts, rows }: Task, row: number, cause: unknown): AllyeError {
	return new AllyeError(
		"TYPE_UNSUPPORTED",
		`Column ${quote(facts.field.name)} holds bytes that are not UTF-8 text, at row ${rows.start + row}. Leave it out, or convert it first.`,
		{ cause },
	);
}

const typeOf = ({ facts }: Task) => arrowTypeName(facts.field);

function allMissing(task: Task): Converted {
	const rowCount = rowCountOf(task);
	const { name } = task.facts.field;
	if (rowCount === 0) {
		const variable = { kind: "string", name, attributes: NO_ATTRIBUTES } as const;
		return { column: { variable, length: 0, chunks: [] }, reason: columnReason("no-rows") };
	}
	const variable = { kind: "discrete", name, values: [], attributes: NO_ATTRIBUTES } as const;
	const codes = new Int32Array(rowCount).fill(-1);
	return { column: { variable, length: rowCount, codes }, reason: columnReason("all-missing") };
}
