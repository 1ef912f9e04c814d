import type { OrangeTable } from "@allye/orange-table";
import { type DelimitedFormat, delimitedText, type TextPiece } from "./delimited-text";
import { isoTime } from "./time-text";

const CSV: DelimitedFormat = {
	delimiter: ",",
	lineEnd: "\n",
	missingTime: "",
	number: shortestNumber,
	time: isoTime,
};

/**
 * A table as .csv for other programs: a plain line of names, attributes then class variables then metas; the shortest digits
 * that give the same number again; ISO 8601 times; nothing where a value is missing.
 */
export function csvText(table: OrangeTable): Generator<TextPiece> {
	const { columns, rowCount } = table;
	return delimitedText([columns.map(({ variable }) => variable.name)], columns, rowCount, CSV);
}

function shortestNumber(value: number): string {
	if (Number.isFinite(value)) return Object.is(value, -0) ? "-0" : String(value);
	return value > 0 ? "inf" : "-inf";
}
