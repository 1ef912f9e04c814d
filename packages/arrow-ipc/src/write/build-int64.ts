import { AllyeError } from "@allye/protocol/contract";
import type { ArrayData } from "../array-data";
import { bytesOf, type FieldOptions, flatArray, flatField } from "./build-field";
import { validityOfNumbers } from "./validity";

/**
 * An int64 array of whole numbers; NaN is a null.
 *
 * @throws INVALID_ARGUMENT where a value is not whole or does not fit into 64 bits
 */
export function int64Array(name: string, values: Float64Array, options: FieldOptions = {}): ArrayData {
	// Both halves by 32-bit arithmetic, exact for every whole double: many times faster than BigInt(value).
	const halves = new Int32Array(values.length * 2);
	for (let row = 0; row < values.length; row++) {
		const value = values[row];
		if (Number.isNaN(value)) continue;
		if (!Number.isInteger(value) || value < -(2 ** 63) || value >= 2 ** 63) {
			throw new AllyeError(
				"INVALID_ARGUMENT",
				`Row ${row} of column ${JSON.stringify(name)} is ${value}, which int64 cannot hold. Write the column as float64.`,
			);
		}
		halves[row * 2] = value;
		halves[row * 2 + 1] = Math.floor(value / 2 ** 32);
	}
	const field = flatField(name, { kind: "int", bitWidth: 64, signed: true }, options);
	return flatArray(field, values.length, validityOfNumbers(values), [bytesOf(halves)]);
}
