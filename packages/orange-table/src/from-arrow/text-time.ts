import {
	daysFromCivil,
	inNanosecondRange,
	MONTHS,
	type Moment,
	parseTime,
	type TimeFormat,
	timeFormat,
} from "./time-format";

/**
 * Which text counts as a time. pandas.to_datetime guesses one format from the first value that is not missing, and every
 * value must then match it. These are the formats that we guess as pandas 2.3 does:
 *
 * | part | as written | |
 * | --- | --- | --- |
 * | date | 2020-01-31, 2020/1/31, 2020.01.31, 2020 01 31; 20200131 where a time follows | year first |
 * | | 01/31/2020, 1-31-2020, 01.31.2020, 01 31 2020 | month first, unless the first value's first number is over 12 |
 * | | 31 Jan 2020, 31-Jan-2020, 31/January/2020, 31Jan2020, 2020 Jan 31, 2020-Jan-31 | English names; "May" counts as a full one |
 * | | Jan 31, 2020, January 31 2020, Jan-31-2020 | |
 * | | 2020-01; 2020, 20200131, 202001311011, 20200131101112 | alone |
 * | between | a space, "T", ", " | |
 * | time | 10, 10:11, 10:11:12, 10:11:12.5 (to 18 digits; nanoseconds kept) | |
 * | | 1011, 101112 | after 20200131 |
 * | | 10:11 AM, 10:11:12 AM | without a zone; where 12 and 24 hours write the first value alike |
 * | zone | Z, +09:00, +0900, +9:00, +09, " Z", " +09:00", " UTC" | after a time |
 *
 * Where it cannot guess, pandas reads each value by itself. Of what it takes then, we take all of the above and:
 *
 * | as written | |
 * | --- | --- |
 * | 10:11, 10:11:12, 10:11:12.5, 1:02 PM, 1:02:03 PM | today; alone they make a time without a date |
 * | 1/31/2020 1:02 PM | |
 * | 1/31/20, 01-31-99 | month first unless over 12; years within 50 of now |
 * | 2020Q1, 2020-Q1 | the quarter's first day |
 * | Jan 2020, January 2020, 01/2020, 2020/01 | the month's first day |
 *
 * "", "NaT", "nan" and "NaN" are missing. Where all are digits or "", they are numbers, not times: whoever reads a column must see to that.
 * Nanoseconds of values read by themselves are kept in ISO 8601 only. Whatever else pandas' parser takes ("now", weekdays, digits
 * without leading zeros) stays text: a listed difference.
 */
export interface TextTimeReader {
	/** For people: "%Y-%m-%d", or "each value by itself". */
	readonly format: string;
	/** Reads one value; false where it is not a time by this format. */
	read(bytes: Uint8Array, start: number, end: number, out: Moment): boolean;
}

/**
 * How pandas would read a column whose first value that is not missing is bytes[start .. end]; null where that is no time we know.
 *
 * @param now local time of this machine: a time without a date is today's
 */
export function textTimeReader(
	bytes: Uint8Array,
	start: number,
	end: number,
	now = new Date(),
): TextTimeReader | null {
	const text = asciiText(bytes, start, end);
	if (text === null) return null;
	const scratch: Moment = { seconds: 0, nanos: 0, offsetMinutes: null };
	const shape = timeShape(text);
	if (shape?.guessed) {
		const format = timeFormat(shape.pattern);
		if (parseTime(format, bytes, start, end, scratch)) {
			return {
				format: format.pattern,
				read: (b, from, to, out) => parseTime(format, b, from, to, out),
			};
		}
	}
	const each = eachByItself(now);
	return each.read(bytes, start, end, scratch) ? each : null;
}

/** Missing in pandas' eyes: "" and its names of NaN and NaT. */
export function isMissingTime(bytes: Uint8Array, start: number, end: number): boolean {
	return (
		end === start || (end - start === 3 && MISSING.has(String.fromCharCode(...bytes.subarray(start, end))))
	);
}

const MISSING: ReadonlySet<string> = new Set(["NaT", "nat", "NAT", "nan", "NaN", "NAN"]);

// Longer text is no time in any of the formats, and need not be decoded.
const MAX_LENGTH = 64;

function asciiText(bytes: Uint8Array, start: number, end: number): string | null {
	if (end - start > MAX_LENGTH) return null;
	let text = "";
	for (let i = start; i < end; i++) {
		const byte = bytes[i]!;
		if (byte > 126) return null;
		text += String.fromCharCode(byte);
	}
	return text;
}

function eachByItself(now: Date): TextTimeReader {
	const today = daysFromCivil(now.getFullYear(), now.getMonth() + 1, now.getDate()) * 86_400;
	let last: TimeFormat | null = null;
	return {
		format: "each value by itself",
		read(bytes, start, end, out) {
			if (last !== null && parseTime(last, bytes, start, end, out)) return true;
			const text = asciiText(bytes, start, end);
			if (text === null) return false;
			const shape = timeShape(text);
			if (shape !== null) {
				const format = timeFormat(shape.pattern);
				if (!parseTime(format, bytes, start, end, out)) return false;
				// All else goes through dateutil, which knows microseconds only.
				const isIso = ISO_8601.test(text) && !text.endsWith("UTC");
				if (!isIso) out.nanos -= out.nanos % 1000;
				// Of the others the next value may want another: 13/01/2020, then 01/02/2020.
				if (isIso) last = format;
				return true;
			}
			return readOddTime(text, today, now.getFullYear(), out);
		},
	};
}

const ISO_8601 = /^\d{4}([-/. ]?)\d\d\1\d\d(?:[T ]\d\d(?::?\d\d|$)|$)/;

interface TimeShape {
	readonly pattern: string;
	/** pandas guesses this pattern when it meets the text first. */
	readonly guessed: boolean;
}

const NAME = `(?<name>${MONTHS.map((month) => `${capital(month)}|${capital(month.slice(0, 3))}`).join("|")})`;
const DATES: readonly RegExp[] = [
	/^(?<Y>\d{4})(?<s>[-/. ])(?<m>\d\d?)\k<s>(?<d>\d\d?)/,
	/^(?<Y>\d{4})(?<m>\d\d)(?<d>\d\d)(?=T| |, )/,
	/^(?<m>\d\d?)(?<s>[-/. ])(?<d>\d\d?)\k<s>(?<Y>\d{4})/,
	new RegExp(`^(?<d>\\d\\d?)(?<s>[-/. ]?)${NAME}\\k<s>(?<Y>\\d{4})`),
	new RegExp(`^(?<Y>\\d{4})(?<s>[-/ ])${NAME}\\k<s>(?<d>\\d\\d?)`),
	new RegExp(`^${NAME}(?<s>[-/ ])(?<d>\\d\\d?)\\k<s>(?<Y>\\d{4})`),
	new RegExp(`^${NAME}(?<s> )(?<d>\\d\\d?)(?<comma>, )(?<Y>\\d{4})`),
];
/** By their number. */
const DIGITS: Readonly<Record<number, string>> = {
	4: "%Y",
	8: "%Y%m%d",
	12: "%Y%m%d%H%M",
	14: "%Y%m%d%H%M%S",
};
const CLOCK = /^(?<H>\d\d?)(?::(?<M>\d\d?)(?::(?<S>[0-5]?\d)(?:\.(?<f>\d+))?)?)?/;
const COMPACT_CLOCK = /^(?<H>\d\d)(?<M>\d\d)(?<S>[0-5]\d)?/;
const ZONE = /^(?: ?Z| ?[+-]\d\d?:\d\d| ?[+-]\d{4}|[+-]\d\d?| UTC)$/;

/** The strptime pattern of a date, or of a date and a time; null where it is neither. */
function timeShape(text: string): TimeShape | null {
	if (/^\d{4}-\d\d?$/.test(text)) return { pattern: "%Y-%m", guessed: true };
	const digits = /^\d+$/.test(text) ? DIGITS[text.length] : undefined;
	if (digits !== undefined) return { pattern: digits, guessed: true };
	for (const regex of DATES) {
		const match = regex.exec(text);
		if (match === null) continue;
		const date = datePattern(match);
		const separator = /^(?:$|T| |, )/.exec(text.slice(match[0].length))?.[0];
		if (separator === "") return { pattern: date, guessed: true };
		if (separator === undefined) continue;
		const time = clockShape(text.slice(match[0].length + separator.length), match.groups!);
		if (time !== null) return { pattern: date + separator + time.pattern, guessed: time.guessed };
	}
	return null;
}

/**
 * pandas' guess looks for the parsed parts' digits in the text, in a fixed order: it fails where hour and minute together look like the
 * year (2020-01-31 20:20), and where 12 hours write the hour otherwise than 24.
 */
function clockShape(text: string, date: Record<string, string | undefined>): TimeShape | null {
	const compact = date.s === undefined ? COMPACT_CLOCK.exec(text) : null;
	const match = compact ?? CLOCK.exec(text);
	if (match === null) return null;
	const { H = "", M, S, f } = match.groups!;
	const colon = compact === null ? ":" : "";
	const clock = `${M === undefined ? "" : `${colon}%M`}${S === undefined ? "" : `${colon}%S`}${f === undefined ? "" : ".%f"}`;
	const rest = text.slice(match[0].length);
	if (compact === null && / [ap]m$/i.test(rest) && rest.length === 3) {
		const hour = Number(H);
		const guessed = rest === " AM" ? hour >= 1 && hour < 12 : rest === " PM" && hour === 12;
		return { pattern: `%I${clock} %p`, guessed };
	}
	if (rest !== "" && !ZONE.test(rest)) return null;
	const zone = rest === "" ? "" : rest === " UTC" ? " %Z" : rest.startsWith(" ") ? " %z" : "%z";
	const looksLikeYear =
		date.s !== undefined && M !== undefined && H.padStart(2, "0") + M.padStart(2, "0") === date.Y;
	return { pattern: `%H${clock}${zone}`, guessed: !looksLikeYear };
}

function datePattern(match: RegExpExecArray): string {
	const { Y, s = "", m, d, name, comma = s } = match.groups!;
	const starts = (part: string | undefined) => part !== undefined && match[0].startsWith(part);
	if (name !== undefined) {
		// The only name that is its own abbreviation; pandas tries %B first.
		const month = name.length > 3 || name === "May" ? "%B" : "%b";
		if (starts(name)) return `${month}${s}%d${comma}%Y`;
		return starts(Y) ? `%Y${s}${month}${s}%d` : `%d${s}${month}${s}%Y`;
	}
	if (starts(Y)) return `%Y${s}%m${s}%d`;
	// In this shape the group called m is whatever stands first.
	return Number(m) > 12 && Number(d) <= 12 ? `%d${s}%m${s}%Y` : `%m${s}%d${s}%Y`;
}

const CLOCK_ALONE = /^(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?: ([AaPp][Mm]))?$/;
const SHORT_YEAR = /^(\d\d?)([-/])(\d\d?)\2(\d\d)$/;
const QUARTER = /^(\d{4})-?[Qq]([1-4])$/;
const MONTH_OF_YEAR = new RegExp(
	`^(?:${NAME} (?<Y>\\d{4})|(?<m>\\d\\d)/(?<mY>\\d{4})|(?<yY>\\d{4})/(?<ym>\\d\\d))$`,
);

function readOddTime(text: string, today: number, thisYear: number, out: Moment): boolean {
	out.nanos = 0;
	out.offsetMinutes = null;
	const clock = CLOCK_ALONE.exec(text);
	if (clock !== null) {
		let hour = Number(clock[1]);
		const [minute, second] = [Number(clock[2]), Number(clock[3] ?? 0)];
		if (minute > 59 || second > 59 || hour > 23) return false;
		if (clock[5] !== undefined) {
			if (hour < 1 || hour > 12) return false;
			hour = (hour % 12) + (clock[5].toUpperCase() === "PM" ? 12 : 0);
		}
		out.seconds = today + hour * 3600 + minute * 60 + second;
		// This way lies dateutil, which knows microseconds only.
		out.nanos = Number((clock[4] ?? "").slice(0, 6).padEnd(6, "0")) * 1000;
		return true;
	}
	const short = SHORT_YEAR.exec(text);
	if (short !== null) {
		let year = Math.floor(thisYear / 100) * 100 + Number(short[4]);
		if (year >= thisYear + 50) year -= 100;
		else if (year < thisYear - 50) year += 100;
		const [first, second] = [Number(short[1]), Number(short[3])];
		return first > 12 ? setDate(out, year, second, first) : setDate(out, year, first, second);
	}
	const quarter = QUARTER.exec(text);
	if (quarter !== null) return setDate(out, Number(quarter[1]), Number(quarter[2]) * 3 - 2, 1);
	const month = MONTH_OF_YEAR.exec(text)?.groups;
	if (month === undefined) return false;
	const number =
		month.name === undefined
			? Number(month.m ?? month.ym)
			: MONTHS.findIndex((name) => name.startsWith(month.name!.toLowerCase())) + 1;
	return setDate(out, Number(month.Y ?? month.mY ?? month.yY), number, 1);
}

function setDate(out: Moment, year: number, month: number, day: number): boolean {
	if (month < 1 || month > 12 || day < 1) return false;
	out.seconds = daysFromCivil(year, month, day) * 86_400;
	const nextMonth = month === 12 ? daysFromCivil(year + 1, 1, 1) : daysFromCivil(year, month + 1, 1);
	return out.seconds < nextMonth * 86_400 && inNanosecondRange(out.seconds, 0);
}

function capital(word: string): string {
	return word[0]!.toUpperCase() + word.slice(1);
}
