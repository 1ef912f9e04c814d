import { type Column, type OrangeTable, textValues } from "@allye/orange-table";
import type { ColumnFilter } from "../../contract";
import { inSlices, pause, SLICE } from "./pause";

type Test = (row: number) => boolean;

/**
 * Rows that all of the filters let through, ascending. A missing value passes only "missing". Numbers and times are compared as numbers, in "one-of"
 * too; "containing" does not mind upper and lower case, and looks at categories, text, and numbers as they are written.
 *
 * @throws INVALID_ARGUMENT for a column that the table has not
 */
export async function filterRows(table: OrangeTable, filters: readonly ColumnFilter[]): Promise<Uint32Array> {
	const { rowCount } = table;
	const passes = new Uint8Array(rowCount).fill(1);
	for (const filter of filters) {
		const column = table.column(filter.column);
		if ("chunks" in column) await filterText(column, filter, passes);
		else {
			const test = testOf(column, filter);
			await inSlices(rowCount, (start, end) => {
				for (let row = start; row < end; row++) if (passes[row] === 1 && !test(row)) passes[row] = 0;
			});
		}
	}
	return rowsOf(passes);
}

/** The rows of a mask, ascending. */
export function rowsOf(mask: Uint8Array): Uint32Array {
	let count = 0;
	for (let row = 0; row < mask.length; row++) count += mask[row]!;
	const rows = new Uint32Array(count);
	for (let row = 0, next = 0; next < count; row++) if (mask[row] === 1) rows[next++] = row;
	return rows;
}

function testOf(column: Exclude<Column, { chunks: unknown }>, filter: ColumnFilter): Test {
	if ("codes" in column) {
		const { codes } = column;
		const { values } = column.variable;
		if (filter.is === "missing") return (row) => codes[row] === -1;
		if (filter.is === "present") return (row) => codes[row] !== -1;
		const passes = Uint8Array.from(values, (value, code) => Number(codePasses(value, code, filter)));
		return (row) => codes[row] !== -1 && passes[codes[row]!] === 1;
	}
	const { values } = column;
	switch (filter.is) {
		case "missing":
			return (row) => Number.isNaN(values[row]);
		case "present":
			return (row) => !Number.isNaN(values[row]);
		case "between": {
			const { low, high } = bounds(filter);
			return (row) => values[row]! >= low && values[row]! <= high;
		}
		case "one-of": {
			const wanted = new Set(filter.values.filter((text) => text.trim() !== "").map(Number));
			wanted.delete(Number.NaN);
			return (row) => wanted.has(values[row]!);
		}
		case "containing": {
			const text = filter.text.toLowerCase();
			return (row) => !Number.isNaN(values[row]) && String(values[row]).includes(text);
		}
	}
}

const bounds = ({ low, high }: Extract<ColumnFilter, { is: "between" }>) => ({
	low: low ?? Number.NEGATIVE_INFINITY,
	high: high ?? Number.POSITIVE_INFINITY,
});

function codePasses(value: string, code: number, filter: ColumnFilter): boolean {
	switch (filter.is) {
		case "between": {
			const { low, high } = bounds(filter);
			return code >= low && code <= high;
		}
		case "one-of":
			return filter.values.includes(value);
		case "containing":
			return value.toLowerCase().includes(filter.text.toLowerCase());
		default:
			return filter.is === "present";
	}
}

async function filterText(
	column: Extract<Column, { chunks: unknown }>,
	filter: ColumnFilter,
	passes: Uint8Array,
): Promise<void> {
	const test = textTest(filter);
	let row = 0;
	for (const text of textValues(column)) {
		if (passes[row] === 1 && !test(text)) passes[row] = 0;
		row++;
		if (row % (SLICE / 4) === 0) await pause();
	}
}

function textTest(filter: ColumnFilter): (text: string) => boolean {
	switch (filter.is) {
		case "missing":
			return (text) => text === "";
		case "present":
			return (text) => text !== "";
		case "between":
			return () => false;
		case "one-of": {
			const wanted = new Set(filter.values);
			return (text) => text !== "" && wanted.has(text);
		}
		case "containing": {
			const part = filter.text.toLowerCase();
			return (text) => text !== "" && text.toLowerCase().includes(part);
		}
	}
}
