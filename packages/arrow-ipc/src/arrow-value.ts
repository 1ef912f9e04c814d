import { AllyeError } from "@allye/protocol/contract";
import type { ArrayData } from "./array-data";
import { fixedWidth } from "./byte-width";
import { bitAt } from "./read/bits";
import { float16 } from "./read/float16";
import { viewBytes } from "./read/read-view";

/** One value of an array, as {@link arrowValue} gives it. */
export type ArrowValue =
	| null
	| boolean
	| number
	| bigint
	| string
	| Uint8Array
	| readonly ArrowValue[]
	| { readonly [name: string]: ArrowValue };

/**
 * The value of one row; for exotic columns and for tests, since it makes an object a value.
 *
 * | type | value |
 * | --- | --- |
 * | any, missing | null |
 * | bool | boolean |
 * | int8 to int32, uint8 to uint32, float, date in days, time in s and ms, year_month interval | number |
 * | int64, uint64, timestamp, duration, date in ms, time in us and ns | bigint, in the type's own unit |
 * | decimal | string, exact: "-12.50" for scale 2, "1200" for scale -2 |
 * | utf8, large_utf8, utf8_view | string |
 * | binary, large_binary, binary_view, fixed_size_binary | Uint8Array, a copy |
 * | day_time interval | { days, milliseconds } numbers |
 * | month_day_nano interval | { months, days } numbers, { nanoseconds } bigint |
 * | list of any kind | array |
 * | map | array of [key, value] |
 * | struct | object without prototype; of fields with one name the last counts |
 * | dictionary, union, run_end_encoded | the value it stands for |
 *
 * @throws TYPE_UNSUPPORTED for a value of more than 262,144 elements, those of its elements included: lists of nulls take no bytes, so
 * a payload of some hundred can hold any number
 */
export function arrowValue(array: ArrayData, row: number): ArrowValue {
	return valueAt(array, row, { left: MAX_ELEMENTS });
}

const MAX_ELEMENTS = 2 ** 18;

/** How many elements the value may still have. */
interface Budget {
	left: number;
}

function spend(budget: Budget, elements: number, { field }: ArrayData): void {
	budget.left -= elements;
	if (budget.left >= 0) return;
	throw new AllyeError(
		"TYPE_UNSUPPORTED",
		`A single value has more than ${MAX_ELEMENTS} elements (${JSON.stringify(field.name)}). Read the column as Arrow, or leave it out.`,
	);
}

function valueAt(array: ArrayData, row: number, budget: Budget): ArrowValue {
	const { type } = array.field;
	if (type.kind === "null" || (array.validity !== null && !bitAt(array.validity, row))) return null;
	switch (type.kind) {
		case "bool":
			return bitAt(array.buffers[0]!, row);
		case "int":
			return integer(array.buffers[0]!, row, type.bitWidth, type.signed);
		case "float":
			return float(array.buffers[0]!, row, type.bitWidth);
		case "decimal":
			return decimal(viewAt(array.buffers[0]!, row, type.bitWidth / 8), type.bitWidth / 8, type.scale);
		case "date":
		case "time":
		case "timestamp":
		case "duration":
			return integer(array.buffers[0]!, row, fixedWidth(type) === 4 ? 32 : 64, true);
		case "interval":
			return interval(viewAt(array.buffers[0]!, row, fixedWidth(type)), type.unit);
		case "utf8":
		case "large_utf8":
			return utf8.decode(variable(array, row));
		case "utf8_view":
			return utf8.decode(viewBytes(array.buffers, row));
		case "binary":
		case "large_binary":
			return variable(array, row).slice();
		case "binary_view":
			return viewBytes(array.buffers, row).slice();
		case "fixed_size_binary":
			return array.buffers[0]!.slice(row * type.byteWidth, (row + 1) * type.byteWidth);
		case "list":
		case "large_list": {
			const [from, to] = offsets(array, row);
			return elements(array.children[0]!, from, to, budget);
		}
		case "list_view":
		case "large_list_view": {
			const bitWidth = type.kind === "list_view" ? 32 : 64;
			const from = Number(integer(array.buffers[0]!, row, bitWidth, true));
			return elements(
				array.children[0]!,
				from,
				from + Number(integer(array.buffers[1]!, row, bitWidth, true)),
				budget,
			);
		}
		case "fixed_size_list":
			return elements(array.children[0]!, row * type.listSize, (row + 1) * type.listSize, budget);
		case "map": {
			const [from, to] = offsets(array, row);
			const [keys, values] = array.children[0]!.children as [ArrayData, ArrayData];
			spend(budget, to - from, array);
			return Array.from({ length: to - from }, (_, i) => [
				valueAt(keys, from + i, budget),
				valueAt(values, from + i, budget),
			]);
		}
		case "struct": {
			const value: { [name: string]: ArrowValue } = Object.create(null);
			for (const child of array.children) value[child.field.name] = valueAt(child, row, budget);
			return value;
		}
		case "dictionary": {
			const { bitWidth, signed } = type.indices;
			return valueAt(array.dictionary!, Number(integer(array.buffers[0]!, row, bitWidth, signed)), budget);
		}
		case "union": {
			const child = array.children[type.typeIds.indexOf(array.buffers[0]![row]!)]!;
			return valueAt(
				child,
				type.mode === "sparse" ? row : Number(integer(array.buffers[1]!, row, 32, true)),
				budget,
			);
		}
		case "run_end_encoded":
			return valueAt(array.children[1]!, runOf(array.children[0]!, row, budget), budget);
	}
}

function viewAt(bytes: Uint8Array, row: number, width: number): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset + row * width, width);
}

function integer(
	bytes: Uint8Array,
	row: number,
	bitWidth: 8 | 16 | 32 | 64,
	signed: boolean,
): number | bigint {
	const view = viewAt(bytes, row, bitWidth / 8);
	switch (bitWidth) {
		case 8:
			return signed ? view.getInt8(0) : view.getUint8(0);
		case 16:
			return signed ? view.getInt16(0, true) : view.getUint16(0, true);
		case 32:
			return signed ? view.getInt32(0, true) : view.getUint32(0, true);
		case 64:
			return signed ? view.getBigInt64(0, true) : view.getBigUint64(0, true);
	}
}

function float(bytes: Uint8Array, row: number, bitWidth: 16 | 32 | 64): number {
	const view = viewAt(bytes, row, bitWidth / 8);
	if (bitWidth === 16) return float16(view.getUint16(0, true));
	return bitWidth === 32 ? view.getFloat32(0, true) : view.getFloat64(0, true);
}

/** Little-endian two's complement, times ten to the power of minus `scale`. */
function decimal(view: DataView, width: number, scale: number): string {
	let digits = 0n;
	for (let at = width - 4; at >= 0; at -= 4) digits = (digits << 32n) | BigInt(view.getUint32(at, true));
	digits = BigInt.asIntN(8 * width, digits);
	const sign = digits < 0n ? "-" : "";
	const text = (digits < 0n ? -digits : digits).toString();
	if (scale <= 0) return digits === 0n ? "0" : sign + text + "0".repeat(-scale);
	const padded = text.padStart(scale + 1, "0");
	return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

function interval(view: DataView, unit: "year_month" | "day_time" | "month_day_nano"): ArrowValue {
	const first = view.getInt32(0, true);
	if (unit === "year_month") return first;
	if (unit === "day_time") return { days: first, milliseconds: view.getInt32(4, true) };
	return { months: first, days: view.getInt32(4, true), nanoseconds: view.getBigInt64(8, true) };
}

function offsets(array: ArrayData, row: number): [number, number] {
	const bitWidth = array.field.type.kind.startsWith("large_") ? 64 : 32;
	const bytes = array.buffers[0]!;
	return [Number(integer(bytes, row, bitWidth, true)), Number(integer(bytes, row + 1, bitWidth, true))];
}

function variable(array: ArrayData, row: number): Uint8Array {
	return array.buffers[1]!.subarray(...offsets(array, row));
}

function elements(child: ArrayData, from: number, to: number, budget: Budget): ArrowValue[] {
	spend(budget, to - from, child);
	return Array.from({ length: to - from }, (_, i) => valueAt(child, from + i, budget));
}

/** The first run that ends behind `row`. */
function runOf(runEnds: ArrayData, row: number, budget: Budget): number {
	let low = 0;
	let high = runEnds.length - 1;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (Number(valueAt(runEnds, middle, budget)) > row) high = middle;
		else low = middle + 1;
	}
	return low;
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
