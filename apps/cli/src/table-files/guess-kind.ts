import { MISSING_VALUES } from "./missing-values";
import { naturalSorted } from "./natural-order";
import { numbersOf } from "./numbers-of";
import type { OrangeTimeReader, Times } from "./orange-time";
import { pythonFloat } from "./python-float";

/** What a column of texts is taken for, and its values as that. */
export type GuessedColumn =
	| { kind: "continuous"; numbers: Float64Array }
	| { kind: "discrete"; values: string[] }
	| { kind: "time"; times: Times }
	| { kind: "string" };

/** Above these many distinct texts, missing ones included, a column is never Discrete. */
const MAX_DISTINCT = 100;
/** Numbers: 0 and 1, or 1 and 2, and one way of writing a missing value. */
const MAX_DISTINCT_NUMBERS = 3;

/**
 * Takes a column without a stated type for the kind that Orange's readers take it for (Orange.data.io_util.guess_data_type):
 * Time where all of it are ISO moments and not plain numbers; Discrete where few texts are distinct; else Continuous where
 * all are numbers; else String.
 */
export function guessKind(cells: readonly string[], times: OrangeTimeReader): GuessedColumn {
	const values = discreteValues(cells);
	const numbers = values === null ? numbersOf(cells) : null;
	if (numbers instanceof Float64Array) return { kind: "continuous", numbers };
	const moments = times.read(cells, { exact: true });
	if (moments !== null) return { kind: "time", times: moments };
	return values === null ? { kind: "string" } : { kind: "discrete", values };
}

/**
 * The values of a column that counts as Discrete, else null. Text is Discrete with at most rows ** 0.7 distinct values; numbers
 * only where they are 0 and 1, or 1 and 2. Whether it is numbers the first three cells decide.
 */
function discreteValues(cells: readonly string[]): string[] | null {
	const numeric = cells.slice(0, 3).every((cell) => MISSING_VALUES.has(cell) || pythonFloat(cell) !== null);
	const most = numeric ? MAX_DISTINCT_NUMBERS : Math.min(MAX_DISTINCT, Math.round(cells.length ** 0.7));
	const distinct = new Set<string>();
	for (const cell of cells) {
		distinct.add(cell);
		if (distinct.size > most) return null;
	}
	const values = [...distinct].filter((value) => !MISSING_VALUES.has(value));
	if (values.length === 0) return null;
	if (numeric && !isBinary(values)) return null;
	return naturalSorted(values);
}

/** Only 0 and 1, or only 1 and 2. Texts among them that are no numbers make the column text after all. */
function isBinary(values: readonly string[]): boolean {
	const numbers = values.map(pythonFloat);
	if (numbers.includes(null)) return true;
	return (
		numbers.every((each) => each === 0 || each === 1) || numbers.every((each) => each === 1 || each === 2)
	);
}
