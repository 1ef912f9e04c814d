import { AllyeError } from "@allye/protocol/contract";
import * as arrow from "apache-arrow";
import type { Field } from "../data-type";

const TIME_UNIT = {
	s: arrow.TimeUnit.SECOND,
	ms: arrow.TimeUnit.MILLISECOND,
	us: arrow.TimeUnit.MICROSECOND,
	ns: arrow.TimeUnit.NANOSECOND,
};
const INTERVAL_UNIT = {
	year_month: arrow.IntervalUnit.YEAR_MONTH,
	day_time: arrow.IntervalUnit.DAY_TIME,
	month_day_nano: arrow.IntervalUnit.MONTH_DAY_NANO,
};
const PRECISION = { 16: arrow.Precision.HALF, 32: arrow.Precision.SINGLE, 64: arrow.Precision.DOUBLE };

/**
 * apache-arrow's type for a field whose children it already has; for a dictionary field that of its indices and values.
 *
 * @throws TYPE_UNSUPPORTED for what apache-arrow 21 does not have: list views and run-end encoding
 */
export function toApacheType(field: Field, children: arrow.Field[]): arrow.DataType {
	const { type } = field;
	switch (type.kind) {
		case "null":
			return new arrow.Null();
		case "bool":
			return new arrow.Bool();
		case "int":
			return new arrow.Int(type.signed, type.bitWidth);
		case "float":
			return new arrow.Float(PRECISION[type.bitWidth]);
		case "decimal":
			return new arrow.Decimal(type.scale, type.precision, type.bitWidth);
		case "date":
			return new arrow.Date_(type.unit === "day" ? arrow.DateUnit.DAY : arrow.DateUnit.MILLISECOND);
		case "time":
			return new arrow.Time(TIME_UNIT[type.unit], type.bitWidth);
		case "timestamp":
			return new arrow.Timestamp(TIME_UNIT[type.unit], type.timezone);
		case "duration":
			return new arrow.Duration(TIME_UNIT[type.unit]);
		case "interval":
			return new arrow.Interval(INTERVAL_UNIT[type.unit]);
		case "fixed_size_binary":
			return new arrow.FixedSizeBinary(type.byteWidth);
		case "utf8":
			return new arrow.Utf8();
		case "large_utf8":
			return new arrow.LargeUtf8();
		case "utf8_view":
			return new arrow.Utf8View();
		case "binary":
			return new arrow.Binary();
		case "large_binary":
			return new arrow.LargeBinary();
		case "binary_view":
			return new arrow.BinaryView();
		case "list":
			return new arrow.List(children[0]);
		case "large_list":
			return new arrow.LargeList(children[0]);
		case "fixed_size_list":
			return new arrow.FixedSizeList(type.listSize, children[0]);
		case "map":
			return new arrow.Map_(children[0], type.keysSorted);
		case "struct":
			return new arrow.Struct(children);
		case "union": {
			const mode = type.mode === "sparse" ? arrow.UnionMode.Sparse : arrow.UnionMode.Dense;
			return new arrow.Union(mode, Int32Array.from(type.typeIds), children);
		}
		case "dictionary": {
			const values = toApacheType({ ...field, type: type.values }, children);
			const indices = new arrow.Int(type.indices.signed, type.indices.bitWidth);
			return new arrow.Dictionary(values, indices as arrow.Int32, type.id, type.ordered);
		}
		default:
			throw new AllyeError(
				"TYPE_UNSUPPORTED",
				`Column ${JSON.stringify(field.name)} is of Arrow type ${type.kind}, which apache-arrow does not have. Leave the column out.`,
			);
	}
}
