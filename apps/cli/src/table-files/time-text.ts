import type { TimeVariable } from "@allye/orange-table";
import { zoneOffset } from "./zone-offset";

/** Moments that a Date can hold, in seconds. */
const MAX_SECONDS = 8.64e12;

/**
 * A moment as ISO 8601 in its variable's zone: "2020-01-31", "10:00:00.250", "2020-01-31T10:00:00+09:00". Without an offset
 * in UTC, which is also what Orange has where pandas had no zone. Seconds as a number where it is neither date nor time.
 */
export function isoTime(variable: TimeVariable, seconds: number): string {
	const moment = momentOf(variable, seconds);
	if (moment === null) return String(seconds);
	const { date, clock, micros, offset } = moment;
	if (!variable.haveTime) return date;
	const digits = String(micros).padStart(6, "0");
	const fraction = micros === 0 ? "" : `.${digits.endsWith("000") ? digits.slice(0, 3) : digits}`;
	if (!variable.haveDate) return clock + fraction;
	return `${date}T${clock}${fraction}${variable.timezone === "UTC" ? "" : offsetText(offset, ":")}`;
}

/**
 * A moment as Orange's TimeVariable.repr_val writes it, and reads it: "2020-01-31 10:00:00.250000+0900". "?", its mark for a missing
 * one, where the year is not one of 1 to 9999: Orange could not read it.
 */
export function orangeTime(variable: TimeVariable, seconds: number): string {
	const moment = momentOf(variable, seconds);
	if (moment === null) return String(seconds);
	const { date, clock, micros, offset } = moment;
	if (!/^(?!0000)\d{4}-/.test(date)) return "?";
	if (!variable.haveTime) return date;
	const fraction = micros === 0 ? "" : `.${String(micros).padStart(6, "0")}`;
	const zone = offset === 0 ? "" : offsetText(offset, "");
	return variable.haveDate ? `${date} ${clock}${fraction}${zone}` : `${clock}${fraction}`;
}

/** null where there is nothing to tell a date from: a number without date and time, or one that no Date can hold. */
function momentOf({ haveDate, haveTime, timezone }: TimeVariable, value: number) {
	if (!(haveDate || haveTime) || !(Math.abs(value) < MAX_SECONDS)) return null;
	let seconds = Math.floor(value);
	// float64 seconds are good for a quarter of a microsecond today: what is beyond is noise.
	let micros = Math.round((value - seconds) * 1e6);
	if (micros === 1e6) [seconds, micros] = [seconds + 1, 0];
	// A time of day without a date is the same in every zone.
	const offset = haveDate ? zoneOffset(timezone, seconds) : 0;
	const [date, clock] = new Date((seconds + offset) * 1000).toISOString().split("T") as [string, string];
	return { date, clock: clock.slice(0, 8), micros, offset };
}

/** To the minute: ISO 8601 has no seconds in an offset. */
function offsetText(offset: number, colon: string): string {
	const minutes = Math.round(Math.abs(offset) / 60);
	const two = (value: number) => String(value).padStart(2, "0");
	return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}${colon}${two(minutes % 60)}`;
}
