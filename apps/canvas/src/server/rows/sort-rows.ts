import { type Column, type OrangeTable, textValues } from "@allye/orange-table";
import type { SortKey } from "../../contract";
import { pause, SLICE } from "./pause";

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
	for (const { column, descending } of [...keys].reverse())
		sorted = await sortBy(table.column(column), descending, sorted);
	return sorted;
}

async function sortBy(column: Column, descending: boolean, rows: Uint32Array): Promise<Uint32Array> {
	if ("codes" in column) return sortByCodes(column.codes, column.variable.values.length, descending, rows);
	if ("values" in column) return sortByNumbers(column.values, descending, rows);
	const ranks = await textRanks(column, rows);
	return sortByCodes(ranks.codes, ranks.count, descending, rows);
}

/** One pass that counts, one that places. */
async function sortByCodes(
	codes: Int32Array,
	count: number,
	descending: boolean,
	rows: Uint32Array,
): Promise<Uint32Array> {
	const place = (code: number) => (code === -1 ? count : descending ? count - 1 - code : code);
	const starts = new Uint32Array(count + 2);
	await inSlices(rows.length, (i) => {
		starts[place(codes[rows[i]!]!) + 1]!++;
	});
	for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!;
	const sorted = new Uint32Array(rows.length);
	await inSlices(rows.length, (i) => {
		const row = rows[i]!;
		sorted[starts[place(codes[row]!)]!++] = row;
	});
	return sorted;
}

/**
 * Radix sort by the bits of the numbers, 16 at a time (of few rows 8), the lowest first. With all bits of a negative number flipped, and the sign of a
 * positive one, bits are in the order of the numbers.
 */
async function sortByNumbers(
	values: Float64Array,
	descending: boolean,
	rows: Uint32Array,
): Promise<Uint32Array> {
	const n = rows.length;
	const [low, high] = [new Uint32Array(n), new Uint32Array(n)];
	const number = new Float64Array(1);
	const words = new Uint32Array(number.buffer);
	await inSlices(n, (i) => {
		const value = values[rows[i]!]!;
		if (Number.isNaN(value)) {
			low[i] = 0xffffffff;
			high[i] = 0xffffffff;
			return;
		}
		// -0 is 0.
		number[0] = value + 0;
		const negative = words[1]! >>> 31 === 1;
		// Typed arrays are little-endian wherever Node runs.
		const flip = negative !== descending ? 0xffffffff : 0;
		low[i] = words[0]! ^ flip;
		high[i] = words[1]! ^ (negative ? 0xffffffff : 0x80000000) ^ (descending ? 0xffffffff : 0);
	});
	let order = new Uint32Array(n);
	for (let i = 0; i < n; i++) order[i] = i;
	let next = new Uint32Array(n);
	const bitsAtOnce = n < 1 << 14 ? 8 : 16;
	const mask = (1 << bitsAtOnce) - 1;
	for (let at = 0; at < 64; at += bitsAtOnce) {
		const words = at < 32 ? low : high;
		const shift = at % 32;
		const starts = new Uint32Array(mask + 2);
		await inSlices(n, (i) => {
			starts[((words[i]! >>> shift) & mask) + 1]!++;
		});
		if (starts.includes(n)) continue; // all alike
		for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!;
		const [from, to] = [order, next];
		await inSlices(n, (i) => {
			const row = from[i]!;
			to[starts[(words[row]! >>> shift) & mask]!++] = row;
		});
		[order, next] = [to, from];
	}
	for (let i = 0; i < n; i++) next[i] = rows[order[i]!]!;
	return next;
}

/** The place of each row's text among the different ones; -1 where it is "". */
async function textRanks(
	column: Extract<Column, { chunks: unknown }>,
	rows: Uint32Array,
): Promise<{ codes: Int32Array; count: number }> {
	const wanted = new Uint8Array(column.length);
	for (const row of rows) wanted[row] = 1;
	const ids = new Map<string, number>();
	const codes = new Int32Array(column.length).fill(-1);
	let row = 0;
	for (const text of textValues(column)) {
		if (wanted[row] === 1 && text !== "") {
			let id = ids.get(text);
			if (id === undefined) {
				id = ids.size;
				ids.set(text, id);
			}
			codes[row] = id;
		}
		row++;
		if (row % (SLICE / 8) === 0) await pause();
	}
	const texts = await sortTexts([...ids.keys()]);
	const rank = new Int32Array(texts.length);
	for (const [place, text] of texts.entries()) rank[ids.get(text)!] = place;
	await inSlices(codes.length, (i) => {
		if (codes[i] !== -1) codes[i] = rank[codes[i]!]!;
	});
	return { codes, count: texts.length };
}

/** Sorts runs, then merges them two by two, with pauses. */
async function sortTexts(texts: string[]): Promise<string[]> {
	const RUN = 1 << 13;
	let runs: string[][] = [];
	for (let start = 0; start < texts.length; start += RUN) {
		runs.push(texts.slice(start, start + RUN).sort(byCodePoints));
		await pause();
	}
	while (runs.length > 1) {
		const merged: string[][] = [];
		for (let i = 0; i < runs.length; i += 2)
			merged.push(runs[i + 1] === undefined ? runs[i]! : await merge(runs[i]!, runs[i + 1]!));
		runs = merged;
	}
	return runs[0] ?? [];
}

async function merge(a: string[], b: string[]): Promise<string[]> {
	const merged = new Array<string>(a.length + b.length);
	for (let i = 0, j = 0; i + j < merged.length; ) {
		const isFirst = j === b.length || (i < a.length && byCodePoints(a[i]!, b[j]!) <= 0);
		merged[i + j] = isFirst ? a[i]! : b[j]!;
		if (isFirst) i++;
		else j++;
		if ((i + j) % (SLICE / 8) === 0) await pause();
	}
	return merged;
}

/** JavaScript compares UTF-16 units: surrogates come before U+E000 to U+FFFF there, and after them by code points. */
export function byCodePoints(a: string, b: string): number {
	const n = Math.min(a.length, b.length);
	for (let i = 0; i < n; i++) {
		const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
		if (x === y) continue;
		const isSurrogate = (unit: number) => unit >= 0xd800 && unit < 0xe000;
		if (isSurrogate(x) !== isSurrogate(y)) return isSurrogate(x) ? 1 : -1;
		return x - y;
	}
	return a.length - b.length;
}

async function inSlices(n: number, each: (i: number) => void): Promise<void> {
	for (let start = 0; start < n; start += SLICE) {
		const end = Math.min(n, start + SLICE);
		for (let i = start; i < end; i++) each(i);
		if (end < n) await pause();
	}
}
