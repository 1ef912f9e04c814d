import type { OrangeTable } from "@allye/orange-table";
import type { SortKey } from "../../contract";
import { inSlices } from "./pause";
import { radixOrder } from "./radix-order";
import { sortByTexts } from "./sort-by-texts";

/**
 * The rows in the order of the keys, the first one counting most. Numbers and times by size, categories in the order of their values, text by code
 * points; missing values come last, whichever way; what is equal stays in the order that `rows` has.
 *
 * @throws INVALID_ARGUMENT for a column that the table has not
 */
export async function sortRows(
	table: OrangeTable,
	keys: readonly SortKey[],
	rows: Uint32Array,
): Promise<Uint32Array> {
	let sorted = rows;
	// Each sort keeps the order that the ones before made of what is equal to it.
	for (const { column: name, descending } of [...keys].reverse()) {
		const column = table.column(name);
		if ("codes" in column)
			sorted = await sortByCodes(column.codes, column.variable.values.length, descending, sorted);
		else if ("values" in column) sorted = await sortByNumbers(column.values, descending, sorted);
		else sorted = await sortByTexts(column, descending, sorted);
	}
	return sorted;
}

/** One pass that counts, one that places. */
async function sortByCodes(
	codes: Int32Array,
	count: number,
	descending: boolean,
	rows: Uint32Array,
): Promise<Uint32Array> {
	// By code + 1: missing ones last.
	const places = new Uint32Array(count + 1);
	for (let code = 0; code < count; code++) places[code + 1] = descending ? count - 1 - code : code;
	places[0] = count;
	const starts = new Uint32Array(count + 2);
	await inSlices(rows.length, (start, end) => {
		for (let i = start; i < end; i++) starts[places[codes[rows[i]!]! + 1]! + 1]!++;
	});
	for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!;
	const sorted = new Uint32Array(rows.length);
	await inSlices(rows.length, (start, end) => {
		for (let i = start; i < end; i++) {
			const row = rows[i]!;
			sorted[starts[places[codes[row]! + 1]!]!++] = row;
		}
	});
	return sorted;
}

async function sortByNumbers(
	values: Float64Array,
	descending: boolean,
	rows: Uint32Array,
): Promise<Uint32Array> {
	const keys = new Float64Array(rows.length);
	await inSlices(rows.length, (start, end) => {
		for (let i = start; i < end; i++) keys[i] = values[rows[i]!]!;
	});
	const order = await radixOrder(keys, descending);
	await inSlices(rows.length, (start, end) => {
		for (let i = start; i < end; i++) order[i] = rows[order[i]!]!;
	});
	return order;
}
