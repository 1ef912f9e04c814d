import type { DataType, Field } from "@allye/arrow-ipc";

const PLAIN: Readonly<Record<string, string>> = {
	utf8: "string",
	large_utf8: "large_string",
	utf8_view: "string_view",
};

const FLOATS = { 16: "halffloat", 32: "float", 64: "double" } as const;

/** A field's type as pyarrow writes it: `int64`, `timestamp[ns, tz=Asia/Tokyo]`, `list<item: int64>`. */
export function arrowTypeName(field: Field): string {
	const inner = field.children.map((child) => `${child.name}: ${arrowTypeName(child)}`).join(", ");
	return typeName(field.type, inner);
}

function typeName(type: DataType, inner: string): string {
	switch (type.kind) {
		case "int":
			return `${type.signed ? "" : "u"}int${type.bitWidth}`;
		case "float":
			return FLOATS[type.bitWidth];
		case "decimal":
			return `decimal${type.bitWidth}(${type.precision}, ${type.scale})`;
		case "date":
			return type.unit === "day" ? "date32[day]" : "date64[ms]";
		case "time":
			return `time${type.bitWidth}[${type.unit}]`;
		case "timestamp":
			return type.timezone === null
				? `timestamp[${type.unit}]`
				: `timestamp[${type.unit}, tz=${type.timezone}]`;
		case "duration":
			return `duration[${type.unit}]`;
		case "interval":
			return `${type.unit}_interval`;
		case "fixed_size_binary":
			return `fixed_size_binary[${type.byteWidth}]`;
		case "fixed_size_list":
			return `fixed_size_list<${inner}>[${type.listSize}]`;
		case "dictionary":
			return `dictionary<values=${typeName(type.values, inner)}, indices=${typeName(type.indices, "")}, ordered=${type.ordered ? 1 : 0}>`;
		case "union":
			return `${type.mode}_union<${inner}>`;
		default: {
			const name = PLAIN[type.kind] ?? type.kind;
			return inner === "" ? name : `${name}<${inner}>`;
		}
	}
}
