import { AllyeError } from "@allye/protocol/contract";
import * as arrow from "apache-arrow";
import type { DataType, Field, IntType, Schema, TimeUnit } from "../data-type";

const TIME_UNITS: readonly TimeUnit[] = ["s", "ms", "us", "ns"];
const INTERVAL_UNITS = ["year_month", "day_time", "month_day_nano"] as const;

const PLAIN = new Map<
	arrow.Type,
	"null" | "bool" | "utf8" | "large_utf8" | "utf8_view" | "binary" | "large_binary" | "binary_view"
>([
	[arrow.Type.Null, "null"],
	[arrow.Type.Bool, "bool"],
	[arrow.Type.Utf8, "utf8"],
	[arrow.Type.LargeUtf8, "large_utf8"],
	[arrow.Type.Utf8View, "utf8_view"],
	[arrow.Type.Binary, "binary"],
	[arrow.Type.LargeBinary, "large_binary"],
	[arrow.Type.BinaryView, "binary_view"],
]);

/** @throws TYPE_UNSUPPORTED naming a column whose type is not known here */
export function fromApacheSchema(schema: arrow.Schema): Schema {
	return { fields: schema.fields.map(fromApacheField), metadata: new Map(schema.metadata) };
}

function fromApacheField(field: arrow.Field): Field {
	const { name, nullable } = field;
	const type: arrow.DataType = field.type;
	const children: arrow.Field[] = arrow.DataType.isDictionary(type)
		? type.dictionary.children
		: type.children;
	return {
		name,
		type: fromApacheType(name, type),
		nullable,
		children: (children ?? []).map(fromApacheField),
		metadata: new Map(field.metadata),
	};
}

// By the `typeId` and not by class: the table may come from another copy of apache-arrow.
function fromApacheType(name: string, type: arrow.DataType): DataType {
	const { DataType: is } = arrow;
	const plain = PLAIN.get(type.typeId);
	if (plain !== undefined) return { kind: plain };
	if (is.isDictionary(type)) {
		const indices = intType(type.indices);
		const values = fromApacheType(name, type.dictionary);
		return { kind: "dictionary", id: type.id, indices, ordered: type.isOrdered, values };
	}
	if (is.isInt(type)) return intType(type);
	if (is.isFloat(type)) return { kind: "float", bitWidth: ([16, 32, 64] as const)[type.precision] };
	if (is.isDecimal(type)) {
		return { kind: "decimal", bitWidth: type.bitWidth as 128, precision: type.precision, scale: type.scale };
	}
	if (is.isDate(type)) return { kind: "date", unit: type.unit === arrow.DateUnit.DAY ? "day" : "ms" };
	if (is.isTime(type)) return { kind: "time", unit: TIME_UNITS[type.unit], bitWidth: type.bitWidth };
	if (is.isTimestamp(type)) {
		return { kind: "timestamp", unit: TIME_UNITS[type.unit], timezone: type.timezone || null };
	}
	if (is.isDuration(type)) return { kind: "duration", unit: TIME_UNITS[type.unit] };
	if (is.isInterval(type)) return { kind: "interval", unit: INTERVAL_UNITS[type.unit] };
	if (is.isFixedSizeBinary(type)) return { kind: "fixed_size_binary", byteWidth: type.byteWidth };
	if (is.isFixedSizeList(type)) return { kind: "fixed_size_list", listSize: type.listSize };
	if (is.isMap(type)) return { kind: "map", keysSorted: type.keysSorted };
	if (is.isUnion(type)) {
		const mode = type.mode === arrow.UnionMode.Sparse ? "sparse" : "dense";
		return { kind: "union", mode, typeIds: Array.from(type.typeIds) };
	}
	if (is.isList(type)) return { kind: "list" };
	if (is.isLargeList(type)) return { kind: "large_list" };
	if (is.isStruct(type)) return { kind: "struct" };
	throw new AllyeError(
		"TYPE_UNSUPPORTED",
		`Column ${JSON.stringify(name)} is of apache-arrow's type ${type}, which is not known here. Leave the column out.`,
	);
}

const intType = ({ bitWidth, isSigned }: arrow.Int): IntType => ({ kind: "int", bitWidth, signed: isSigned });
