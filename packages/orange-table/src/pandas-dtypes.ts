import type { Schema } from "@allye/arrow-ipc";
import { AllyeError } from "@allye/protocol/contract";
import { arrowTypeName } from "./arrow-type-name";
import { readPandasMetadata } from "./pandas-metadata";
import { type ColumnFacts, columnFacts, pandasRule } from "./pandas-rules";

/** A column of the frame that Python's get_dataframe returns. */
export interface PandasDtype {
	readonly name: string;
	/** As Python's `str(dtype)`. */
	readonly dtype: string;
}

/**
 * The dtype that get_dataframe gives one Arrow column (pandas 2.3).
 *
 * @throws TYPE_UNSUPPORTED for a type that Python cannot make a column of: unions, intervals of days or months
 */
export function pandasDtype(facts: ColumnFacts): string {
	const dtype = pandasRule(facts).dtype(facts);
	if (dtype !== null) return dtype;
	const { field } = facts;
	throw new AllyeError(
		"TYPE_UNSUPPORTED",
		`Column ${JSON.stringify(field.name)} is ${arrowTypeName(field)}, which pandas cannot read. Leave it out, or convert it first.`,
	);
}

/**
 * Names and dtypes of the frame that get_dataframe makes of an Arrow table: what `schema_sha256` is made from. Columns that
 * the pandas metadata calls the index are not among them.
 *
 * @param hasNulls whether the column at that position of the schema has missing values
 * @throws TYPE_UNSUPPORTED as {@link pandasDtype}
 */
export function pandasDtypes(schema: Schema, hasNulls: (column: number) => boolean): PandasDtype[] {
	const metadata = readPandasMetadata(schema);
	return schema.fields.flatMap((field, column) =>
		metadata.indexColumns.has(field.name)
			? []
			: [{ name: field.name, dtype: pandasDtype(columnFacts(field, metadata, hasNulls(column))) }],
	);
}
