import type { Schema } from "@allye/arrow-ipc";
import { arrowTypeName } from "./arrow-type-name";
import { readPandasMetadata } from "./pandas-metadata";
import { columnFacts, type PandasRuleName, pandasRule } from "./pandas-rules";

/** What becomes of one column of a payload; all for people to read. */
export interface ColumnFidelity {
	readonly name: string;
	/** As pyarrow writes the type. */
	readonly arrow: string;
	/** The dtype in Python; null where Python cannot read it. */
	readonly pandas: string | null;
	/** The row of {@link PANDAS_RULES} that holds: for programs that say `orange` and `loses` in other languages. */
	readonly rule: PandasRuleName;
	/** The Orange variable. */
	readonly orange: string;
	/** What is lost on the way from the DataFrame to Orange; null where nothing is. */
	readonly loses: string | null;
}

/**
 * What becomes of each column of a schema, in pandas and in Orange.
 *
 * @param hasNulls whether the column at that position has missing values, where that is known; by default nothing is missing
 */
export function fidelity(
	schema: Schema,
	hasNulls: (column: number) => boolean = () => false,
): ColumnFidelity[] {
	const metadata = readPandasMetadata(schema);
	return schema.fields.map((field, column) => {
		const facts = columnFacts(field, metadata, hasNulls(column));
		const rule = pandasRule(facts);
		return {
			name: field.name,
			arrow: arrowTypeName(field),
			pandas: rule.dtype(facts),
			rule: rule.name,
			orange: rule.orange,
			loses: rule.loses,
		};
	});
}
