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
	const categories = arrays.flatMap((array) => allValues(array.dictionary!));
	const distinct = new Map(categories.map((category) => [String(category), category]));
	const codes = new Map([...distinct.keys()].map((category, code) => [category, code]));
	const dtype = categoriesDtype(type.values);
	return {
		name,
		dtype: "category",
		categories: {
			name: "",
			dtype,
			values: [...distinct.values()].map((value) => describeCategoryValue(dtype, value)),
		},
		ordered: type.ordered,
		codes: arrays.flatMap(allValues).map((value) => (value === null ? -1 : codes.get(String(value))!)),
	};
}

function categoriesDtype(type: DataType): string {
	if (type.kind === "int" || type.kind === "float") return `${type.kind}${type.bitWidth}`;
	if (type.kind === "timestamp") return `datetime64[${type.unit}]`;
	return type.kind === "bool" ? "bool" : "object";
}

function describeCategoryValue(dtype: string, value: ArrowValue): ValueColumn["values"][number] {
	if (dtype.startsWith("float")) return exactFloat(Number(value));
	return typeof value === "boolean" ? value : String(value);
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
		if (dtype.includes("float")) return [exactFloat(Number(left)), exactFloat(Number(right))];
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
			return { decimal: decimalText(String(value)) };
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

function pythonValue(value: ArrowValue): ExactValue {
	if (typeof value === "bigint" || typeof value === "number") return { int: String(value) };
	if (Array.isArray(value)) return { array: value.map(pythonValue) };
	if (typeof value !== "object" || value === null) return value as string | null;
	return { dict: Object.entries(value).map(([name, item]) => [name, pythonValue(item as ArrowValue)]) };
}

/** str() of a Decimal: with an exponent where the first digit that is not zero is seven or more behind the point. */
function decimalText(text: string): string {
	const [, sign, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)!;
	const digits = `${whole}${fraction}`.replace(/^0+(?=\d)/, "");
	const exponent = digits.length - 1 - fraction.length;
	if (exponent >= -6) return text;
	const [first, rest] = [digits[0], digits.slice(1)];
	return `${sign}${first}${rest && `.${rest}`}E${exponent}`;
}

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
