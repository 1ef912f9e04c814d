import { type ArrayData, type ArrowValue, arrowValue, type BatchData, type Schema } from "@allye/arrow-ipc";
import { fromApacheTable } from "@allye/arrow-ipc/apache";
import {
	type ColumnSpec,
	type ExactValue,
	exactFloat,
	type FrameDescription,
	type ValueColumn,
} from "@allye/conformance";
import { pandasDtypes } from "@allye/orange-table";
import type { Table } from "apache-arrow";

/**
 * What get_dataframe must give for these Arrow columns, in the testee's form: the reading is right where the two are equal. Holds for the
 * types of the acceptance criteria.
 */
export function describeArrow(table: Table): FrameDescription {
	const { schema, batches } = fromApacheTable(table);
	const dtypes = pandasDtypes(schema, (column) =>
		batches.some((batch) => batch.columns[column].nullCount > 0),
	);
	return {
		rows: table.numRows,
		columns: dtypes.map(({ dtype }, index) => describeColumn(dtype, index, schema, batches)),
	};
}

function describeColumn(dtype: string, index: number, schema: Schema, batches: BatchData[]): ColumnSpec {
	const { name, type } = schema.fields[index];
	const arrays = batches.map((batch) => batch.columns[index]);
	if (type.kind === "dictionary") return describeCategory(name, type.ordered, arrays);
	const values = arrays.flatMap(allValues).map((value) => describeValue(dtype, value));
	return { name, dtype, values } as ValueColumn;
}

function describeCategory(name: string, ordered: boolean, arrays: ArrayData[]): ColumnSpec {
	const categories = arrays.flatMap((array) => allValues(array.dictionary!)).map(String);
	const distinct = [...new Set(categories)];
	const integers = arrays[0].dictionary!.field.type.kind === "int";
	return {
		name,
		dtype: "category",
		categories: { name: "", dtype: integers ? "int64" : "object", values: distinct },
		ordered,
		codes: arrays.flatMap(allValues).map((value) => (value === null ? -1 : distinct.indexOf(String(value)))),
	};
}

const allValues = (array: ArrayData): ArrowValue[] =>
	Array.from({ length: array.length }, (_, row) => arrowValue(array, row));

function describeValue(dtype: string, value: ArrowValue): ExactValue {
	if (dtype.startsWith("float")) return exactFloat(value === null ? Number.NaN : Number(value)) as ExactValue;
	if (value === null || typeof value === "boolean" || typeof value === "string") return value;
	if (dtype === "object" && typeof value === "number")
		return { date: new Date(value * 86_400_000).toISOString().slice(0, 10) };
	return String(value);
}
