import { Date as FbDate } from "apache-arrow/fb/date";
import { DateUnit } from "apache-arrow/fb/date-unit";
import { Decimal } from "apache-arrow/fb/decimal";
import { Duration } from "apache-arrow/fb/duration";
import { FixedSizeBinary } from "apache-arrow/fb/fixed-size-binary";
import { FixedSizeList } from "apache-arrow/fb/fixed-size-list";
import { FloatingPoint } from "apache-arrow/fb/floating-point";
import { Int } from "apache-arrow/fb/int";
import { Interval } from "apache-arrow/fb/interval";
import { IntervalUnit } from "apache-arrow/fb/interval-unit";
import { Map as FbMap } from "apache-arrow/fb/map";
import { Precision } from "apache-arrow/fb/precision";
import { Time } from "apache-arrow/fb/time";
import { TimeUnit } from "apache-arrow/fb/time-unit";
import { Timestamp } from "apache-arrow/fb/timestamp";
import { Type } from "apache-arrow/fb/type";
import { Union } from "apache-arrow/fb/union";
import { UnionMode } from "apache-arrow/fb/union-mode";
import type { Builder, Offset } from "flatbuffers";
import type { DataType } from "../data-type";
import { notWritable } from "./check-writable";

const TIME_UNIT = {
	s: TimeUnit.SECOND,
	ms: TimeUnit.MILLISECOND,
	us: TimeUnit.MICROSECOND,
	ns: TimeUnit.NANOSECOND,
};
const INTERVAL_UNIT = {
	year_month: IntervalUnit.YEAR_MONTH,
	day_time: IntervalUnit.DAY_TIME,
	month_day_nano: IntervalUnit.MONTH_DAY_NANO,
};
const PRECISION = { 16: Precision.HALF, 32: Precision.SINGLE, 64: Precision.DOUBLE };

// Their tables are empty.
const PLAIN = {
	null: Type.Null,
	bool: Type.Bool,
	utf8: Type.Utf8,
	large_utf8: Type.LargeUtf8,
	utf8_view: Type.Utf8View,
	binary: Type.Binary,
	large_binary: Type.LargeBinary,
	binary_view: Type.BinaryView,
	struct: Type.Struct_,
	list: Type.List,
	large_list: Type.LargeList,
};

/** A member of Schema.fbs's union Type. */
export interface EncodedType {
	readonly tag: Type;
	readonly offset: Offset;
}

/**
 * Writes the type's own table; a dictionary's is that of its values.
 *
 * Source: Schema.fbs, Type
 *
 * @throws TYPE_UNSUPPORTED for list_view, large_list_view and run_end_encoded
 */
export function encodeType(b: Builder, type: DataType, column: string): EncodedType {
	switch (type.kind) {
		case "int":
			return { tag: Type.Int, offset: Int.createInt(b, type.bitWidth, type.signed) };
		case "float":
			return {
				tag: Type.FloatingPoint,
				offset: FloatingPoint.createFloatingPoint(b, PRECISION[type.bitWidth]),
			};
		case "decimal":
			return {
				tag: Type.Decimal,
				offset: Decimal.createDecimal(b, type.precision, type.scale, type.bitWidth),
			};
		case "date":
			return {
				tag: Type.Date,
				offset: FbDate.createDate(b, type.unit === "day" ? DateUnit.DAY : DateUnit.MILLISECOND),
			};
		case "time":
			return { tag: Type.Time, offset: Time.createTime(b, TIME_UNIT[type.unit], type.bitWidth) };
		case "timestamp": {
			const timezone = type.timezone === null ? 0 : b.createString(type.timezone);
			return { tag: Type.Timestamp, offset: Timestamp.createTimestamp(b, TIME_UNIT[type.unit], timezone) };
		}
		case "duration":
			return { tag: Type.Duration, offset: Duration.createDuration(b, TIME_UNIT[type.unit]) };
		case "interval":
			return { tag: Type.Interval, offset: Interval.createInterval(b, INTERVAL_UNIT[type.unit]) };
		case "fixed_size_binary":
			return {
				tag: Type.FixedSizeBinary,
				offset: FixedSizeBinary.createFixedSizeBinary(b, type.byteWidth),
			};
		case "fixed_size_list":
			return { tag: Type.FixedSizeList, offset: FixedSizeList.createFixedSizeList(b, type.listSize) };
		case "map":
			return { tag: Type.Map, offset: FbMap.createMap(b, type.keysSorted) };
		case "union": {
			const ids = Union.createTypeIdsVector(b, Int32Array.from(type.typeIds));
			const mode = type.mode === "sparse" ? UnionMode.Sparse : UnionMode.Dense;
			return { tag: Type.Union, offset: Union.createUnion(b, mode, ids) };
		}
		case "dictionary":
			return encodeType(b, type.values, column);
		case "list_view":
		case "large_list_view":
		case "run_end_encoded":
			throw notWritable(column, type.kind);
		default:
			b.startObject(0);
			return { tag: PLAIN[type.kind], offset: b.endObject() };
	}
}
