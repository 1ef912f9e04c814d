import { utf8Array } from "@allye/arrow-ipc";
import type { CodeColumn } from "../column";
import { invalidArgument, quote } from "../invalid-argument";
import { bitmapBytes, type ColumnEncoder, type EncodeContext } from "./column-encoder";
import { plainArray, plainField } from "./plain-array";

/**
 * An ordered dictionary of the variable's values, missing codes null.
 *
 * @param dictionaryId the field's own; no other of the schema may have it
 */
export function encodeDiscrete(
	{ variable, codes }: CodeColumn,
	dictionaryId: number,
	{ kernels }: EncodeContext,
): ColumnEncoder {
	const { name, values } = variable;
	const Indices = indicesFor(values.length);
	const bitWidth = (Indices.BYTES_PER_ELEMENT * 8) as 8 | 16 | 32;
	// Made once, so that the writer sees that all batches have the same.
	const dictionary = utf8Array(name, values, { nullable: false });
	const field = plainField(name, {
		kind: "dictionary",
		id: dictionaryId,
		indices: { kind: "int", bitWidth, signed: true },
		ordered: true,
		values: dictionary.field.type,
	});
	const dictionaryBytes = dictionary.buffers.reduce((sum, buffer) => sum + buffer.byteLength, 0);
	return {
		field,
		dtype: "category",
		pandas: {
			pandas_type: "categorical",
			numpy_type: `int${bitWidth}`,
			metadata: { num_categories: values.length, ordered: true },
		},
		byteBound: codes.length * Indices.BYTES_PER_ELEMENT + bitmapBytes(codes.length) + dictionaryBytes,
		async encode(start, end) {
			const rows = codes.subarray(start, end);
			const indices = new Indices(kernels.allocate(rows.length * Indices.BYTES_PER_ELEMENT));
			const bits = new Uint8Array(bitmapBytes(rows.length));
			const nullCount = await kernels.toIndices(rows, values.length, indices, bits);
			if (nullCount < 0) throw noValue(variable.name, values.length, start - 1 - nullCount, codes);
			return plainArray(
				field,
				rows.length,
				{ validity: nullCount > 0 ? bits : null, nullCount },
				[indices],
				dictionary,
			);
		},
	};
}

/** Source: pandas 2.3, `coerce_indexer_dtype`: a width is left before its largest number is reached. */
function indicesFor(count: number): typeof Int8Array | typeof Int16Array | typeof Int32Array {
	if (count < 127) return Int8Array;
	return count < 32_767 ? Int16Array : Int32Array;
}

function noValue(name: string, values: number, row: number, codes: Int32Array) {
	return invalidArgument(
		`Column ${quote(name)} has code ${codes[row]} in row ${row}, but only ${values} values; codes start at 0, and -1 is missing.`,
	);
}
