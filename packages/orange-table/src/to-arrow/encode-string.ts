import { utf8Array } from "@allye/arrow-ipc";
import type { TextColumn } from "../column";
import type { ColumnEncoder } from "./column-encoder";
import { copyText } from "./copy-text";

/** utf8 without nulls: missing text is "", as `table_to_frame` gives it. Not more than 2 GiB of text at once. */
export function encodeString(column: TextColumn): ColumnEncoder {
	return {
		dtype: "object",
		pandas: { pandas_type: "unicode", numpy_type: "object", metadata: null },
		encode: (start, end) =>
			utf8Array(column.variable.name, { ...copyText(column, start, end), validity: null }),
	};
}
