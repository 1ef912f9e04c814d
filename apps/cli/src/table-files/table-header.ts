import { isFlagsCell } from "./column-flags";
import { pythonFloat } from "./python-float";
import { uniqueNames } from "./unique-names";

/** What the header says of the columns. The lists may be shorter than the table is wide; "" says nothing. */
export interface TableHeader {
	readonly names: readonly string[];
	readonly types: readonly string[];
	/** As {@link parseFlags} reads them. */
	readonly flags: readonly string[];
	/** How many of the rows are the header: 3, 1 or 0. */
	readonly rowCount: number;
}

const TYPE = /^\s*(?:continuous|c|numeric|n|discrete|d|categorical|string|s|text|time|t|)\s*$/;
/** All values of a DiscreteVariable, two or more, as in "low medium very\ high". */
export const VALUE_LIST = /^\s*\S+(?:\s\S+)+\s*$/;
/** Role and kind before the name, as in "mD#name". */
const FLAGGED_NAME = /^(?:([cimwCNDST]|[cimw][CNDST]|[CNDST][cimw])#)?([^\n]*)/;

/**
 * Finds the header in the first rows of a file, as Orange's readers do: three lines (names, types, flags) if the second and
 * third could be types and flags; else one line (names with or without "mD#") unless all of it are numbers; else none.
 *
 * @param rows the first three rows, or as many as there are
 */
export function findHeader(rows: readonly (readonly string[])[]): TableHeader {
	const [first, second, third] = rows;
	if (second && third && second.every(isTypeCell) && third.every(isFlagsCell))
		return { names: uniqueNames(first!), types: second, flags: third, rowCount: 3 };
	if (!first || first.every((cell) => pythonFloat(cell) !== null))
		return { names: [], types: [], flags: [], rowCount: 0 };
	const matches = first.map((cell) => FLAGGED_NAME.exec(cell)!);
	const letters = matches.map((match) => match[1] ?? "");
	return {
		names: uniqueNames(matches.map((match) => match[2]!)),
		types: letters.map((each) => each.replace(/[a-z]/g, "").toLowerCase()),
		flags: letters.map((each) => each.replace(/[A-Z]/g, "")),
		rowCount: 1,
	};
}

const isTypeCell = (cell: string): boolean => TYPE.test(cell) || VALUE_LIST.test(cell);
