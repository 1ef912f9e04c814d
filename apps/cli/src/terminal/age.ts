import { parseTimestamp } from "@allye/receiver";

const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "always" });
const UNITS: readonly [Intl.RelativeTimeFormatUnit, seconds: number][] = [
	["year", 365.25 * 86400],
	["month", 30.44 * 86400],
	["day", 86400],
	["hour", 3600],
	["minute", 60],
];

/** A timestamp of the manifest as "3 minutes ago", "just now", "in 2 hours"; the text itself where it is none. */
export function age(timestamp: string, now = Date.now()): string {
	const moment = parseTimestamp(timestamp);
	if (moment === null) return timestamp;
	const seconds = (moment.getTime() - now) / 1000;
	for (const [unit, length] of UNITS)
		if (Math.abs(seconds) >= length) return RELATIVE.format(Math.trunc(seconds / length), unit);
	if (Math.abs(seconds) < 5) return "just now";
	return RELATIVE.format(Math.trunc(seconds), "second");
}
