import type { ArrowValue, DataType } from "@allye/arrow-ipc";
import { decimalText, floatText } from "./python-number";
import { dateText, durationText, nanoseconds, timestampText, timeText } from "./python-time";

/**
 * What Python's `str` makes of a value of a type without children; bytes as UTF-8. Timestamps are in UTC.
 *
 * @throws TypeError for bytes that are not UTF-8
 */
export function pythonText(type: DataType, value: ArrowValue): string {
	switch (type.kind) {
		case "bool":
			return value ? "True" : "False";
		case "float":
			return floatText(value as number, type.bitWidth);
		case "decimal":
			return decimalText(unscaled(value as string, type.scale), type.scale);
		case "date":
			return dateText(type.unit === "day" ? (value as number) : Math.trunc(Number(value) / 86_400_000));
		case "time":
			return timeText(nanoseconds(BigInt(value as number | bigint), type.unit));
		case "timestamp":
			return timestampText(nanoseconds(value as bigint, type.unit));
		case "duration":
			return durationText(nanoseconds(value as bigint, type.unit));
		case "binary":
		case "large_binary":
		case "binary_view":
		case "fixed_size_binary":
			return strictUtf8.decode(value as Uint8Array);
		case "dictionary":
			return pythonText(type.values, value);
		default:
			return String(value);
	}
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The integer that a decimal stands for, from its exact digits. */
export function unscaled(digits: string, scale: number): bigint {
	return scale >= 0 ? BigInt(digits.replace(".", "")) : BigInt(digits) / 10n ** BigInt(-scale);
}
