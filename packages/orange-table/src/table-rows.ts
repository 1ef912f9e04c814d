import type { Column } from "./column";
import { textValues } from "./text-column";

/**
 * One value of a row: a number of a ContinuousVariable, the text of a DiscreteVariable or StringVariable, seconds of a
 * TimeVariable; null where it is missing (a StringVariable's "" too).
 */
export type RowValue = number | string | null;

/** Rows `start` to `end` of these columns, one array a row, in the columns' order. */
export function* tableRows(columns: readonly Column[], start: number, end: number): Generator<RowValue[]> {
	const values = columns.map((column) => columnValues(column, start, end));
	for (let row = start; row < end; row++) yield values.map((next) => next.next().value as RowValue);
}

function* columnValues(column: Column, start: number, end: number): Generator<RowValue> {
	if ("chunks" in column) for (const text of textValues(column, start, end)) yield text === "" ? null : text;
	else if ("codes" in column)
		for (let row = start; row < end; row++) yield column.variable.values[column.codes[row]!] ?? null;
	else for (let row = start; row < end; row++) yield presentOrNull(column.values[row]!);
}

const presentOrNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
