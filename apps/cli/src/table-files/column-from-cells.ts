import {
	type Column,
	codeColumn,
	continuous,
	discrete,
	numberColumn,
	string,
	textColumn,
	time,
	type VariableAttributes,
} from "@allye/orange-table";
import { AllyeError } from "@allye/receiver";
import { splitEscaped } from "./column-flags";
import { type GuessedColumn, guessKind } from "./guess-kind";
import { MISSING_VALUES } from "./missing-values";
import { naturalSorted } from "./natural-order";
import { decimalsOf, numbersOf } from "./numbers-of";
import type { OrangeTimeReader, Times } from "./orange-time";
import { VALUE_LIST } from "./table-header";

export interface CellColumn {
	readonly name: string;
	/** As the header has it; "" to guess. */
	readonly type: string;
	readonly attributes: VariableAttributes;
	readonly cells: readonly string[];
}

/**
 * A column of texts as an Orange column, of the type its header states, or else guessed.
 *
 * @throws INVALID_ARGUMENT where a cell is not of the stated type, or values are listed twice
 */
export function columnFromCells(
	{ name, type, attributes, cells }: CellColumn,
	times: OrangeTimeReader,
): Column {
	const found = columnKind({ name, type, cells }, times);
	switch (found.kind) {
		case "continuous":
			return numberColumn(
				continuous(name, { numberOfDecimals: decimalsOf(cells), attributes }),
				found.numbers,
			);
		case "time": {
			const { seconds, ...rest } = found.times;
			return numberColumn(time(name, { ...rest, attributes }), seconds);
		}
		case "discrete":
			return codeColumn(discrete(name, found.values, { attributes }), codesOf(found.values, cells));
		case "string":
			// Only "" is missing: Orange keeps "?" and "NA" in text as they are.
			return textColumn(string(name, { attributes }), cells);
	}
}

function columnKind(
	{ name, type, cells }: Omit<CellColumn, "attributes">,
	times: OrangeTimeReader,
): GuessedColumn {
	if (/^(string|s|text)$/.test(type)) return { kind: "string" };
	if (/^(continuous|c|numeric|n)$/.test(type))
		return { kind: "continuous", numbers: statedNumbers(name, cells) };
	if (/^(time|t)$/.test(type)) return { kind: "time", times: statedTimes(name, cells, times) };
	if (VALUE_LIST.test(type)) return { kind: "discrete", values: splitEscaped(type) };
	if (/^(discrete|d|categorical)$/.test(type))
		return {
			kind: "discrete",
			values: naturalSorted(new Set(cells.filter((cell) => !MISSING_VALUES.has(cell)))),
		};
	return guessKind(cells, times);
}

function statedNumbers(name: string, cells: readonly string[]): Float64Array {
	const numbers = numbersOf(cells);
	if (numbers instanceof Float64Array) return numbers;
	throw notOfType(name, "continuous", "is not a number", cells[numbers.badRow]!, numbers.badRow);
}

function statedTimes(name: string, cells: readonly string[], reader: OrangeTimeReader): Times {
	const times = reader.read(cells, { exact: false });
	if (times !== null) return times;
	const row = cells.findIndex((cell) => reader.read([cell], { exact: false }) === null);
	throw notOfType(name, "time", "is not an ISO 8601 date or time", cells[row]!, row);
}

const notOfType = (name: string, type: string, problem: string, cell: string, row: number) =>
	new AllyeError(
		"INVALID_ARGUMENT",
		`Column ${JSON.stringify(name)} is ${type} by its header, but ${JSON.stringify(cell)} in data row ${row + 1} ${problem}. ` +
			"Correct the cell, or the type in the header.",
	);

/** A cell that is missing, or not among the values, gets -1. */
function codesOf(values: readonly string[], cells: readonly string[]): Int32Array {
	const codes = new Map(values.map((value, code) => [value, code]));
	for (const missing of MISSING_VALUES) codes.delete(missing);
	return Int32Array.from(cells, (cell) => codes.get(cell) ?? -1);
}
