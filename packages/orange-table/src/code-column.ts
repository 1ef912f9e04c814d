import type { CodeColumn } from "./column";
import { invalidArgument, quote } from "./invalid-argument";
import type { DiscreteVariable } from "./variable";

/**
 * A column of a DiscreteVariable, of codes (an Int32Array is used as it is, not copied) or of texts; null is missing.
 *
 * @throws INVALID_ARGUMENT where a code or a text is not one of the variable's
 */
export function codeColumn(
	variable: DiscreteVariable,
	values: Int32Array | readonly (string | null)[],
): CodeColumn {
	const codes = values instanceof Int32Array ? values : codesOf(variable, values);
	checkCodes(variable, codes);
	return { variable, length: codes.length, codes };
}

function codesOf(variable: DiscreteVariable, texts: readonly (string | null)[]): Int32Array {
	const codeOf = new Map(variable.values.map((value, code) => [value, code]));
	return Int32Array.from(texts, (text, row) => {
		const code = text === null ? -1 : codeOf.get(text);
		if (code !== undefined) return code;
		throw invalidArgument(
			`Row ${row} of ${quote(variable.name)} is ${quote(text!)}, which is not among its values. Add it to them.`,
		);
	});
}

function checkCodes(variable: DiscreteVariable, codes: Int32Array): void {
	const row = codes.findIndex((code) => code < -1 || code >= variable.values.length);
	if (row === -1) return;
	throw invalidArgument(
		`Row ${row} of ${quote(variable.name)} has the code ${codes[row]}, but it has ${variable.values.length} values. ` +
			"Give indices into its values, and -1 where the value is missing.",
	);
}
