import {
	type ArrayData,
	type ArrowValue,
	arrowValue,
	type BatchData,
	type DataType,
	type Schema,
} from "@allye/arrow-ipc";
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

/** What get_dataframe must give for these Arrow columns, in the testee's form: the reading is right where the two are equal. */
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
	if (type.kind === "dictionary") return describeCategory(name, type, arrays);
	const elementsMissing = arrays.some(({ children }) => children.some(({ nullCount }) => nullCount > 0));
	const values = arrays.flatMap((array) =>
		allValues(array).map((value) => describeValue(dtype, array, value, elementsMissing)),
	);
	return { name, dtype, values } as ValueColumn;
}

function describeCategory(
	name: string,
	type: DataType & { kind: "dictionary" },
	arrays: ArrayData[],
): ColumnSpec {
	const categories = arrays.flatMap((array) => allValues(array.dictionary!)).map(String);
	const distinct = [...new Set(categories)];
	const codes = new Map(distinct.map((category, code) => [category, code]));
	return {
		name,
		dtype: "category",
		categories: { name: "", dtype: type.values.kind === "int" ? "int64" : "object", values: distinct },
		ordered: type.ordered,
		codes: arrays.flatMap(allValues).map((value) => (value === null ? -1 : codes.get(String(value))!)),
	};
}

const allValues = (array: ArrayData): ArrowValue[] =>
	Array.from({ length: array.length }, (_, row) => arrowValue(array, row));

function describeValue(
	dtype: string,
	array: ArrayData,
	value: ArrowValue,
	elementsMissing: boolean,
): ValueColumn["values"][number] {
	if (dtype.startsWith("float")) return exactFloat(value === null ? Number.NaN : Number(value));
	if (value === null) return null;
	if (dtype.startsWith("Float")) return exactFloat(Number(value));
	if (dtype.startsWith("period[M]")) return monthOf(Number(value));
	if (dtype.startsWith("interval")) {
		const { left, right } = value as Record<string, ArrowValue>;
		return [String(left), String(right)];
	}
	if (dtype === "object") return describeObject(array, value, elementsMissing);
	return typeof value === "boolean" ? value : String(value);
}

/** A value as the Python object that pyarrow makes of it. */
function describeObject(
	{ field, children }: ArrayData,
	value: ArrowValue,
	elementsMissing: boolean,
): ExactValue {
	const { type } = field;
	switch (type.kind) {
		case "date":
			return {
				date: new Date(Number(value) * (type.unit === "day" ? 86_400_000 : 1)).toISOString().slice(0, 10),
			};
		case "time":
			return { time: clockText(BigInt(value as bigint)) };
		case "decimal":
			return { decimal: String(value) };
		case "binary":
		case "large_binary":
		case "fixed_size_binary":
			return { bytes: Buffer.from(value as Uint8Array).toString("base64") };
		case "list":
			return { array: numpyArray(value as ArrowValue[], elementsMissing) };
		case "struct":
			return {
				dict: children.map(({ field: { name } }) => [
					name,
					pythonValue((value as Record<string, ArrowValue>)[name]),
				]),
			};
		default:
			return value as string | boolean;
	}
}

/** numpy has no missing integers: with one missing in the column all of it are floats. */
function numpyArray(values: readonly ArrowValue[], hasNulls: boolean): ExactValue[] {
	if (!hasNulls) return values.map(pythonValue);
	return values.map((value) => ({ float: exactFloat(value === null ? Number.NaN : Number(value)) }));
}

const pythonValue = (value: ArrowValue): ExactValue =>
	typeof value === "bigint" || typeof value === "number" ? { int: String(value) } : (value as string | null);

/** datetime.time's isoformat(). */
function clockText(microseconds: bigint): string {
	const text = new Date(Number(microseconds / 1000n)).toISOString().slice(11, 19);
	const fraction = microseconds % 1_000_000n;
	return fraction === 0n ? text : `${text}.${String(fraction).padStart(6, "0")}`;
}

/** Months since 1970 as pandas writes a month. */
function monthOf(ordinal: number): string {
	const year = 1970 + Math.floor(ordinal / 12);
	return `${year}-${String((((ordinal % 12) + 12) % 12) + 1).padStart(2, "0")}`;
}
