import type { TextColumn } from "../column";
import type { ColumnEncoder, EncodeContext } from "./column-encoder";
import { copyText } from "./copy-text";
import { plainArray, plainField } from "./plain-array";

/** utf8 without nulls: missing text is "", as `table_to_frame` gives it. Not more than 2 GiB of text at once. */
export function encodeString(column: TextColumn, { kernels }: EncodeContext): ColumnEncoder {
	const field = plainField(column.variable.name, { kind: "utf8" });
	const text = column.chunks.reduce((sum, { offsets, length }) => sum + offsets[length]! - offsets[0]!, 0);
	return {
		field,
		dtype: "object",
		pandas: { pandas_type: "unicode", numpy_type: "object", metadata: null },
		byteBound: text + 4 * (column.length + 1),
		async encode(start, end) {
			const { length, offsets, bytes } = await copyText(column, start, end, kernels);
			return plainArray(field, length, { validity: null, nullCount: 0 }, [offsets, bytes]);
		},
	};
}
