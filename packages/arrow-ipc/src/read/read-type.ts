import type { DataType, PlainType, TimeUnit } from "../data-type";
import type { FlatTable } from "./flatbuffer";
import type { Place } from "./place";

/**
 * Reads one member of the union Type.
 *
 * @throws PAYLOAD_CORRUPT for parameters that no such type has; TYPE_UNSUPPORTED for a member of a later Arrow.
 * Source: Arrow format, Schema.fbs.
 */
export function readType(member: number, table: FlatTable | null, place: Place): DataType {
	if (member === 0 || table === null) throw place.corrupt("it has no type");
	const plain = PLAIN[member];
	if (plain !== undefined) return { kind: plain };
	switch (member) {
		case 2:
			return { kind: "int", bitWidth: oneOf([8, 16, 32, 64], table.int32(0)), signed: table.bool(1) };
		case 3:
			return { kind: "float", bitWidth: at([16, 32, 64], table.int16(0)) };
		case 7:
			return decimal(table.int32(0), table.int32(1), oneOf([32, 64, 128, 256], table.int32(2, 128)));
		case 8:
			return { kind: "date", unit: at(["day", "ms"], table.int16(0, 1)) };
		case 9:
			return time(at(TIME_UNITS, table.int16(0, 1)), oneOf([32, 64], table.int32(1, 32)));
		case 10:
			return { kind: "timestamp", unit: at(TIME_UNITS, table.int16(0)), timezone: table.string(1) || null };
		case 11:
			return { kind: "interval", unit: at(["year_month", "day_time", "month_day_nano"], table.int16(0)) };
		case 14:
			return { kind: "union", mode: at(["sparse", "dense"], table.int16(0)), typeIds: typeIds(table) };
		case 15:
			return { kind: "fixed_size_binary", byteWidth: notNegative(table.int32(0)) };
		case 16:
			return { kind: "fixed_size_list", listSize: notNegative(table.int32(0)) };
		case 17:
			return { kind: "map", keysSorted: table.bool(0) };
		case 18:
			return { kind: "duration", unit: at(TIME_UNITS, table.int16(0, 1)) };
		default:
			throw place.unsupported(`it has an Arrow type numbered ${member}`);
	}

	function decimal(precision: number, scale: number, bitWidth: 32 | 64 | 128 | 256): DataType {
		if (precision < 1 || precision > DECIMAL_DIGITS[bitWidth]) throw bad(precision);
		if (Math.abs(scale) > MAX_SCALE) throw place.unsupported(`it has a decimal of scale ${scale}`);
		return { kind: "decimal", bitWidth, precision, scale };
	}

	function time(unit: TimeUnit, bitWidth: 32 | 64): DataType {
		if ((unit === "s" || unit === "ms") !== (bitWidth === 32)) throw bad(bitWidth);
		return { kind: "time", unit, bitWidth };
	}

	function typeIds(union: FlatTable): number[] {
		const { length, start } = union.vector(1, 4);
		if (length > 128) throw place.corrupt("a union has more than 128 members");
		const ids = Array.from({ length }, (_, i) => union.buffer.view.getInt32(start + 4 * i, true));
		if (ids.some((id) => id < 0 || id > 127)) throw place.corrupt("a union's type id is not within 0 to 127");
		if (new Set(ids).size !== length) throw place.corrupt("a union has a type id twice");
		return ids;
	}

	function at<const T>(values: readonly T[], index: number): T {
		if (index < 0 || index >= values.length) throw bad(index);
		return values[index]!;
	}

	function oneOf<const T extends number>(values: readonly T[], value: number): T {
		const found = values.find((known) => known === value);
		if (found === undefined) throw bad(value);
		return found;
	}

	function notNegative(value: number): number {
		if (value < 0) throw bad(value);
		return value;
	}

	function bad(value: number): Error {
		return place.corrupt(`its type (number ${member}) has the impossible parameter ${value}`);
	}
}

/** Members without parameters. */
const PLAIN: Readonly<Record<number, PlainType["kind"]>> = {
	1: "null",
	4: "binary",
	5: "utf8",
	6: "bool",
	12: "list",
	13: "struct",
	19: "large_binary",
	20: "large_utf8",
	21: "large_list",
	22: "run_end_encoded",
	23: "binary_view",
	24: "utf8_view",
	25: "list_view",
	26: "large_list_view",
};

const TIME_UNITS = ["s", "ms", "us", "ns"] as const;

/** So many zeros each value is spelled with; a damaged scale of 2^31 would be 2 GiB of them. */
const MAX_SCALE = 1000;

/** Most decimal digits that each width holds. */
const DECIMAL_DIGITS = { 32: 9, 64: 18, 128: 38, 256: 76 };
