import { AllyeError } from "@allye/protocol/contract";
import type { ArrayData } from "../array-data";
import { bytesOf, type FieldOptions, flatArray, flatField } from "./build-field";
import { utf8Array } from "./build-utf8";
import { validityWhere } from "./validity";

export interface DictionaryOptions extends FieldOptions {
	/** The values have an order: pandas makes an ordered category of it. Default: false. */
	readonly ordered?: boolean;
	/** Width of the indices; by default the smallest that pandas would take for so many values. */
	readonly indexBits?: 8 | 16 | 32;
}

/**
 * A dictionary array. `codes` has one index a row, -1 where it is missing; they are copied only where the indices are
 * narrower. `values` is text, or an array: give all batches of a column the same one, and it is written once.
 *
 * @throws INVALID_ARGUMENT where a code has no value, or there are more values than indices
 */
export function dictionaryArray(
	name: string,
	codes: Int32Array,
	values: readonly string[] | ArrayData,
	options: DictionaryOptions = {},
): ArrayData {
	const dictionary = "field" in values ? values : utf8Array(name, values, { nullable: false });
	const { indexBits = indexBitsFor(dictionary.length), ordered = false } = options;
	checkCodes(name, codes, dictionary.length, indexBits);
	const type = {
		kind: "dictionary" as const,
		id: 0,
		indices: { kind: "int" as const, bitWidth: indexBits, signed: true },
		ordered,
		values: dictionary.field.type,
	};
	const indices = indexBits === 8 ? Int8Array.from(codes) : indexBits === 16 ? Int16Array.from(codes) : codes;
	const nulls = validityWhere(codes.length, (row) => codes[row] >= 0);
	const field = { ...flatField(name, type, options), children: dictionary.field.children };
	return flatArray(field, codes.length, nulls, [bytesOf(indices)], dictionary);
}

/** Width of the indices that pandas 2.3 gives a category of so many values. */
function indexBitsFor(values: number): 8 | 16 | 32 {
	if (values < 127) return 8;
	return values < 32767 ? 16 : 32;
}

function checkCodes(name: string, codes: Int32Array, values: number, indexBits: number): void {
	const reject = (problem: string) => {
		throw new AllyeError("INVALID_ARGUMENT", `Column ${JSON.stringify(name)} ${problem}.`);
	};
	if (values > 2 ** (indexBits - 1))
		reject(`has ${values} values, too many for indices of ${indexBits} bits`);
	for (let row = 0; row < codes.length; row++) {
		if (codes[row] < -1 || codes[row] >= values) {
			reject(
				`has code ${codes[row]} in row ${row}, but only ${values} values; codes start at 0, and -1 is missing`,
			);
		}
	}
}
