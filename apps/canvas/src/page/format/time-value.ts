import type { VariableInfo } from "../../contract";

/** What a Date can hold, in seconds. */
const FURTHEST = 8.64e12;

/** Seconds since 1970 UTC as "2026-11-22 18:40:12", date or time only where the variable has no more, in its own zone, whose offset is said. */
export function timeValue({ haveDate, haveTime, timezone }: VariableInfo, seconds: number): string {
	if (!(Math.abs(seconds) <= FURTHEST)) return String(seconds);
	const offset = timezone === undefined ? 0 : offsetMinutes(timezone, seconds);
	const iso = new Date((seconds + offset * 60) * 1000).toISOString();
	const at = iso.indexOf("T");
	const date = iso.slice(0, at);
	const time = withoutZeros(iso.slice(at + 1, -1));
	const zone = timezone === undefined ? "" : offsetText(offset);
	// Neither said: a Time that has both.
	if (haveTime === false && haveDate !== false) return date;
	if (haveDate === false) return `${time}${zone}`;
	return `${date} ${time}${zone}`;
}

const withoutZeros = (time: string) => time.replace(/\.0+$/, "");

function offsetText(minutes: number): string {
	const size = Math.abs(minutes);
	const two = (part: number) => String(Math.trunc(part)).padStart(2, "0");
	return `${minutes < 0 ? "-" : "+"}${two(size / 60)}:${two(size % 60)}`;
}

/** Of a fixed offset ("+09:00", "UTC"), or of a zone's name ("Europe/Berlin") at that moment; 0 where nobody knows the zone. */
function offsetMinutes(timezone: string, seconds: number): number {
	const fixed = /^(?:UTC|GMT)?([+-])(\d\d):?(\d\d)$/.exec(timezone);
	if (fixed !== null) return (fixed[1] === "-" ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3]));
	const clock = clockIn(timezone);
	if (clock === null) return 0;
	const parts = Object.fromEntries(
		clock.formatToParts(seconds * 1000).map(({ type, value }) => [type, Number(value)]),
	);
	const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
	return Math.round((Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - Math.floor(seconds)) / 60);
}

const clocks = new Map<string, Intl.DateTimeFormat | null>();

function clockIn(timeZone: string): Intl.DateTimeFormat | null {
	const known = clocks.get(timeZone);
	if (known !== undefined) return known;
	let clock: Intl.DateTimeFormat | null = null;
	try {
		clock = new Intl.DateTimeFormat("en-US", {
			timeZone,
			hourCycle: "h23",
			year: "numeric",
			month: "numeric",
			day: "numeric",
			hour: "numeric",
			minute: "numeric",
			second: "numeric",
		});
	} catch {
		// A zone that this browser does not know is shown in UTC.
	}
	clocks.set(timeZone, clock);
	return clock;
}
