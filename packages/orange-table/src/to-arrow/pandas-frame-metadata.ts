import type { Field } from "@allye/arrow-ipc";
import { asciiJson } from "../ascii-json";
import type { ColumnEncoder } from "./column-encoder";

/** The pandas version whose dtypes the metadata names. pandas 3 reads it too, and makes its own dtype of text. */
const PANDAS_VERSION = "2.3.3";

/**
 * The schema metadata "pandas" as `pyarrow.Table.from_pandas(frame, preserve_index=False)` writes it for the same frame (pyarrow 26),
 * but for the creator.
 */
export function pandasFrameMetadata(fields: readonly Field[], columns: readonly ColumnEncoder[]): string {
	return asciiJson({
		index_columns: [],
		column_indexes: [],
		columns: fields.map(({ name }, index) => ({ name, field_name: name, ...columns[index]!.pandas })),
		attributes: {},
		creator: { library: "@allye/orange-table", version: "0.1.0" },
		pandas_version: PANDAS_VERSION,
	});
}
