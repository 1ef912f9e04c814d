import type { DataType } from "./data-type";

/** Bytes of one value of a fixed-width type (of a dictionary column: of one index); null for every other layout, bool included. */
export function byteWidth(type: DataType): number | null {
	switch (type.kind) {
		case "int":
		case "float":
		case "decimal":
		case "time":
			return type.bitWidth / 8;
		case "date":
			return type.unit === "day" ? 4 : 8;
		case "timestamp":
		case "duration":
			return 8;
		case "interval":
			return { year_month: 4, day_time: 8, month_day_nano: 16 }[type.unit];
		case "fixed_size_binary":
			return type.byteWidth;
		case "dictionary":
			return type.indices.bitWidth / 8;
		default:
			return null;
	}
}

/** {@link byteWidth} of a type that has one. */
export function fixedWidth(type: DataType): number {
	const width = byteWidth(type);
	if (width === null) throw new TypeError(`${type.kind} has no fixed width`);
	return width;
}

/** Bytes of one offset: 4 or 8 for types that have an offsets buffer, otherwise null. */
export function offsetWidth(type: DataType): 4 | 8 | null {
	switch (type.kind) {
		case "utf8":
		case "binary":
		case "list":
		case "map":
			return 4;
		case "large_utf8":
		case "large_binary":
		case "large_list":
			return 8;
		default:
			return null;
	}
}
