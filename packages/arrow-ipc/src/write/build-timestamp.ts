import type { ArrayData } from "../array-data";
import type { TimeUnit } from "../data-type";
import { bytesOf, type FieldOptions, flatArray, flatField } from "./build-field";
import { givenValidity } from "./validity";

export interface TimestampOptions extends FieldOptions {
	/** Default: "ns", as pandas 2 writes. */
	readonly unit?: TimeUnit;
	/** A name of the tz database, or an offset; null (the default) for times without a zone. */
	readonly timezone?: string | null;
	/** One bit a row, 1 = present; by default every row is. */
	readonly validity?: Uint8Array | null;
}

/**
 * A timestamp array over `values`, units since 1970 in UTC (without a zone: in local time); not copied.
 *
 * @throws INVALID_ARGUMENT where the validity is too short
 */
export function timestampArray(
	name: string,
	values: BigInt64Array,
	options: TimestampOptions = {},
): ArrayData {
	const { unit = "ns", timezone = null } = options;
	const nulls = givenValidity(name, options.validity, values.length);
	return flatArray(flatField(name, { kind: "timestamp", unit, timezone }, options), values.length, nulls, [
		bytesOf(values),
	]);
}
