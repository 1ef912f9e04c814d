import type { DataType } from "../data-type";

/** Bytes a row of a fixed-width type (of a dictionary column: of its indices). */
export function byteWidth(type: DataType): number {
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
			throw new TypeError(`${type.kind} has no fixed width`);
	}
}
