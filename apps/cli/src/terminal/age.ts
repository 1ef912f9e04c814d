const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "always" });
const UNITS: readonly [Intl.RelativeTimeFormatUnit, seconds: number][] = [
	["year", 365.25 * 86400],
	["month", 30.44 * 86400],
	["day", 86400],
	["hour", 3600],
	["minute", 60],
];

/** A timestamp of the manifest (`2025-12-18T12:34:56+0900`) in milliseconds since 1970; NaN where it is none. */
export const timestampMs = (timestamp: string): number =>
	Date.parse(timestamp.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));

/** "3 minutes ago", "just now", "in 2 hours"; the timestamp itself where it is none. */
export function age(timestamp: string, now = Date.now()): string {
	const seconds = (timestampMs(timestamp) - now) / 1000;
	if (Number.isNaN(seconds)) return timestamp;
	for (const [unit, length] of UNITS)
		if (Math.abs(seconds) >= length) return RELATIVE.format(Math.trunc(seconds / length), unit);
	if (Math.abs(seconds) < 5) return "just now";
	return RELATIVE.format(Math.trunc(seconds), "second");
}
