const DAY = 86_400;
/** pandas 2.3 takes zones from pytz: their changes from 1901 to 2037 (32 bits), the first offset for all before, whole minutes. */
const [FIRST_CHANGE, LATEST] = [-(2 ** 31), 2 ** 31 - 1];
/** Before standard time anywhere. */
const EARLIEST = -5_000_000_000;

/**
 * The moments, in seconds since 1970 UTC, at which the clocks of a zone show midnight of a day (counted from 1970-01-01): one; none on a
 * day whose midnight they skip; two where they are put back over it.
 */
export function midnightsOf(zone: string, day: number): number[] {
	const offsets = [-DAY, DAY].map((away) => offsetAt(zone, day * DAY + away));
	const moments = [...new Set(offsets)].map((offset) => day * DAY - offset);
	return moments.filter((moment) => moment + offsetAt(zone, moment) === day * DAY);
}

/** The day that the calendars of a zone show at a moment, counted from 1970-01-01. */
export const dayAt = (zone: string, seconds: number): number =>
	Math.floor((seconds + offsetAt(zone, seconds)) / DAY);

/** Seconds east of UTC. */
function offsetAt(zone: string, seconds: number): number {
	const moment = seconds < FIRST_CHANGE ? EARLIEST : Math.min(seconds, LATEST);
	// "UTC+05:45" is its own offset.
	const text = zone.startsWith("UTC") ? zone : formatOf(zone).format(moment * 1000);
	const stated = /(?:GMT|UTC)([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
	if (stated === null) return 0;
	const [hours, minutes, rest] = stated.slice(2).map((part) => Number(part ?? 0)) as [number, number, number];
	const offset = (hours * 3600 + minutes * 60 + rest) * (stated[1] === "-" ? -1 : 1);
	return Math.floor((offset + 30) / 60) * 60;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
	const known = formats.get(timeZone);
	if (known !== undefined) return known;
	const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
	formats.set(timeZone, format);
	return format;
}
