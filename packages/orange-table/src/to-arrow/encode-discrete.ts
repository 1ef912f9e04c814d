import { type ArrayData, type DictionaryType, dictionaryArray, utf8Array } from "@allye/arrow-ipc";
import type { CodeColumn } from "../column";
import type { ColumnEncoder } from "./column-encoder";

/**
 * An ordered dictionary of the variable's values, missing codes null.
 *
 * @param dictionaryId the field's own; no other of the schema may have it
 */
export function encodeDiscrete({ variable, codes }: CodeColumn, dictionaryId: number): ColumnEncoder {
	const { name, values } = variable;
	const indexBits = indexBitsFor(values.length);
	// Made once, so that the writer sees that all batches have the same.
	const dictionary = utf8Array(name, values, { nullable: false });
	const encode = (start: number, end: number): ArrayData => {
		const array = dictionaryArray(name, codes.subarray(start, end), dictionary, { ordered: true, indexBits });
		const type = { ...(array.field.type as DictionaryType), id: dictionaryId };
		return { ...array, field: { ...array.field, type } };
	};
	return {
		dtype: "category",
		pandas: {
			pandas_type: "categorical",
			numpy_type: `int${indexBits}`,
			metadata: { num_categories: values.length, ordered: true },
		},
		encode,
	};
}

/** Source: pandas 2.3, `coerce_indexer_dtype`: a width is left before its largest number is reached. */
const indexBitsFor = (count: number): 8 | 16 | 32 => (count < 127 ? 8 : count < 32_767 ? 16 : 32);
