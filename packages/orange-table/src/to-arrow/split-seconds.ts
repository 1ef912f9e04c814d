/** Adding and subtracting it rounds a smaller number to whole, halves to even, as IEEE 754 rounds by itself. */
const ROUND = 1.5 * 2 ** 52;

const roundHalfEven = (value: number): number => value + ROUND - ROUND;

/**
 * Nanoseconds of the part of `seconds` after the point, as pandas 2.3 computes them in `to_datetime(values, unit="s")`: rounded
 * to nine digits, multiplied, then cut. The last two can lose one nanosecond, and both losses are Python's too.
 *
 * @param exact round the decimal digits exactly, as Python's `round` does and numpy's does not. pandas takes that way for arrays
 * of objects, which Orange's metas are
 */
export function nanosecondsOf(seconds: number, exact: boolean): number {
	const fraction = seconds - Math.trunc(seconds);
	const rounded = exact ? roundNineDigits(fraction) : roundHalfEven(fraction * 1e9) / 1e9;
	return Math.trunc(rounded * 1e9);
}

function roundNineDigits(fraction: number): number {
	const scaled = fraction * 1e9;
	const fromHalf = Math.abs(Math.abs(scaled - Math.trunc(scaled)) - 0.5);
	// Only this near to a half can the product's own rounding have changed the digit.
	if (fromHalf > 1e-6) return roundHalfEven(scaled) / 1e9;
	// The halves that float64 can hold are odd multiples of 1/1024: the product is exact then, and Python rounds them to even.
	if (Number.isInteger(fraction * 1024)) return roundHalfEven(scaled) / 1e9;
	return Number(fraction.toFixed(9));
}

/** int64 nanoseconds end at 9223372036.854775807 seconds, in the year 2262. The same number below zero means NaT. */
export const LAST_NANOSECOND_SECOND = 9_223_372_036;
const LAST_NANOSECOND = 854_775_807;

/** A little less than int64 microseconds can hold: the years -289,500 to 293,500. */
export const LAST_MICROSECOND_SECOND = 9.2e12;

/** Whether int64 nanoseconds can hold it. @param exact see {@link nanosecondsOf} */
export function fitsNanoseconds(seconds: number, exact: boolean): boolean {
	const whole = Math.abs(Math.trunc(seconds));
	if (whole !== LAST_NANOSECOND_SECOND) return whole < LAST_NANOSECOND_SECOND;
	return Math.abs(nanosecondsOf(seconds, exact)) <= LAST_NANOSECOND;
}
