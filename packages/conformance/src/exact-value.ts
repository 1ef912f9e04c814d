/** A double. JSON has no NaN, no infinities, and JavaScript writes -0 as 0: those four are text. Every other number is exact. */
export type ExactFloat = number | "nan" | "inf" | "-inf" | "-0";

/** An integer of any size, in decimal. */
export type ExactInt = string;

/** A value of an object column, or of anything nested in one. Text, booleans and None are themselves; all else is tagged. */
export type ExactValue =
	| null
	| boolean
	| string
	| { na: true }
	| { nat: true }
	| { int: ExactInt }
	| { float: ExactFloat }
	| { complex: [ExactFloat, ExactFloat] }
	/** Nanoseconds since 1970 UTC, and the zone. */
	| { timestamp: [ExactInt, string | null] }
	/** Nanoseconds. */
	| { timedelta: ExactInt }
	/** ISO 8601, as Python's isoformat(). */
	| { datetime: string }
	| { date: string }
	| { time: string }
	| { decimal: string }
	/** Base 64. */
	| { bytes: string }
	| { list: ExactValue[] }
	/** A numpy array: what get_dataframe makes of a list. */
	| { array: ExactValue[] }
	| { dict: [ExactValue, ExactValue][] };

/** A double in a form that JSON keeps: NaN, the infinities and -0 as text. */
export function exactFloat(value: number): ExactFloat {
	if (Number.isNaN(value)) return "nan";
	if (value === Number.POSITIVE_INFINITY) return "inf";
	if (value === Number.NEGATIVE_INFINITY) return "-inf";
	return Object.is(value, -0) ? "-0" : value;
}

/** The double that {@link exactFloat} gave this form. */
export function floatOf(value: ExactFloat): number {
	if (value === "inf") return Number.POSITIVE_INFINITY;
	return value === "-inf" ? Number.NEGATIVE_INFINITY : Number(value);
}
