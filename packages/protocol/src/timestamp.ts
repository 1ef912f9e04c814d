import { AllyeError } from "./contract";

const two = (value: number) => value.toString().padStart(2, "0");

/** Local time as the manifest writes it, `%Y-%m-%dT%H:%M:%S%z`: `2025-12-18T12:34:56+0900`. Fractions of a second are cut. */
export function formatTimestamp(date: Date): string {
	const day = `${date.getFullYear().toString().padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
	const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
	const offset = -date.getTimezoneOffset();
	const minutes = Math.abs(offset);
	return `${day}T${time}${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
}

// What datetime.strptime takes for %Y-%m-%dT%H:%M:%S%z; the alternatives in its order, for they decide what matches.
const TIMESTAMP = new RegExp(
	"^(?<year>\\d{4})-(?<month>1[0-2]|0[1-9]|[1-9])-(?<day>3[01]|[12]\\d|0[1-9]|[1-9]| [1-9])[Tt]" +
		"(?<hour>2[0-3]|[01]\\d|\\d):(?<minute>[0-5]\\d|\\d):(?<second>6[01]|[0-5]\\d|\\d)" +
		"(?:Z|(?<sign>[+-])(?<zoneHour>\\d\\d)(?<colon>:?)(?<zoneMinute>[0-5]\\d)" +
		"(?:(?<colon2>:?)(?<zoneSecond>[0-5]\\d)(?<zoneFraction>\\.\\d{1,6})?)?)$",
);

/** The moment a manifest timestamp means; null where Python's `datetime.strptime` refuses it. */
export function parseTimestamp(text: string): Date | null {
	const groups = TIMESTAMP.exec(text)?.groups;
	if (!groups) return null;
	const number = (name: string) => Number(groups[name] ?? 0);
	if (number("year") === 0 || number("second") > 59) return null;
	if (groups.zoneSecond !== undefined && groups.colon !== groups.colon2) return null;
	const zone =
		number("zoneHour") * 3600 + number("zoneMinute") * 60 + number("zoneSecond") + number("zoneFraction");
	if (zone >= 86_400) return null;
	const local = new Date(0);
	local.setUTCFullYear(number("year"), number("month") - 1, number("day"));
	if (local.getUTCDate() !== number("day")) return null;
	local.setUTCHours(number("hour"), number("minute"), number("second"));
	return new Date(local.getTime() - (groups.sign === "-" ? -zone : zone) * 1000);
}

/**
 * True where `expires_at` is at or before `now`. No expires_at, or one that cannot be read, never expires: so it is to `gc` of
 * the Python package 0.1.2.
 */
export function isExpired(payload: { expires_at: string | null }, now: Date = new Date()): boolean {
	if (payload.expires_at === null) return false;
	const expires = parseTimestamp(payload.expires_at);
	return expires !== null && expires.getTime() <= now.getTime();
}

/** `expires_at` of a payload written at `now` that lives `ttlSeconds`; null where it lives on. @throws INVALID_ARGUMENT */
export function expiresAt(now: Date, ttlSeconds: number | null | undefined): string | null {
	if (ttlSeconds === null || ttlSeconds === undefined) return null;
	const expires = new Date(now.getTime() + ttlSeconds * 1000);
	if (ttlSeconds < 0 || !(expires.getUTCFullYear() <= 9998)) {
		throw new AllyeError(
			"INVALID_ARGUMENT",
			`A table cannot live for ${ttlSeconds} seconds. Give a number of seconds from 0 on, or leave it out for no end.`,
		);
	}
	return formatTimestamp(expires);
}

/** The name of a table sent without one, as Python makes it: `table_<unix seconds>_<first 8 characters of id>`. */
export function autoTableName(id: string, now: Date = new Date()): string {
	return `table_${Math.floor(now.getTime() / 1000)}_${id.slice(0, 8)}`;
}
