import type { ArrayData, DataType, Field } from "@allye/arrow-ipc";

/** A field with pandas' defaults. */
export const field = (
	name: string,
	type: DataType,
	children: readonly Field[] = [],
	metadata = {},
): Field => ({
	name,
	type,
	nullable: true,
	children,
	metadata: new Map(Object.entries(metadata)),
});

/** An array of any type, whose values are all zero or empty, or all missing. */
export function zeros(field: Field, length: number, missing: boolean): ArrayData {
	const { type } = field;
	const hasValidity = missing && type.kind !== "run_end_encoded" && type.kind !== "union";
	const isNull = type.kind === "null";
	return {
		field,
		length,
		nullCount: isNull ? length : hasValidity ? length : 0,
		validity: hasValidity && !isNull ? new Uint8Array(Math.ceil(length / 8)) : null,
		buffers: buffersOf(type, length),
		children: type.kind === "dictionary" ? [] : childrenOf(field, length, missing),
		dictionary: type.kind === "dictionary" ? zeros({ ...field, type: type.values }, 1, false) : null,
	};
}

function childrenOf({ type, children }: Field, length: number, missing: boolean): ArrayData[] {
	if (type.kind === "run_end_encoded") {
		const [ends, values] = children as [Field, Field];
		const runEnds = { ...zeros(ends, 1, false), buffers: [new Uint8Array(Int32Array.of(length).buffer)] };
		return [runEnds, zeros(values, 1, missing)];
	}
	const rows = type.kind === "struct" ? length : type.kind === "fixed_size_list" ? length * type.listSize : 0;
	return children.map((child) => zeros(child, rows, false));
}

function buffersOf(type: DataType, length: number): Uint8Array[] {
	const bytes = (...sizes: number[]) => sizes.map((size) => new Uint8Array(size));
	switch (type.kind) {
		case "int":
		case "float":
		case "time":
		case "decimal":
			return bytes((length * type.bitWidth) / 8);
		case "bool":
			return bytes(Math.ceil(length / 8));
		case "date":
			return bytes(length * (type.unit === "day" ? 4 : 8));
		case "timestamp":
		case "duration":
			return bytes(length * 8);
		case "interval":
			return bytes(length * { year_month: 4, day_time: 8, month_day_nano: 16 }[type.unit]);
		case "fixed_size_binary":
			return bytes(length * type.byteWidth);
		case "utf8":
		case "binary":
			return bytes((length + 1) * 4, 0);
		case "large_utf8":
		case "large_binary":
			return bytes((length + 1) * 8, 0);
		case "utf8_view":
		case "binary_view":
			return bytes(length * 16);
		case "list":
		case "map":
			return bytes((length + 1) * 4);
		case "large_list":
			return bytes((length + 1) * 8);
		case "dictionary":
			return bytes((length * type.indices.bitWidth) / 8);
		default:
			return [];
	}
}
