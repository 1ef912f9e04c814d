/** What {@link parseTime} found: a moment in UTC. */
export interface Moment {
	/** Whole seconds since 1970-01-01 UTC. */
	seconds: number;
	/** Nanoseconds after `seconds`, 0 to 999,999,999. */
	nanos: number;
	/** The offset that the text states, in minutes east of UTC; null where it states none. */
	offsetMinutes: number | null;
}

/** A compiled strptime format. */
export interface TimeFormat {
	/** As Python writes it: `%Y-%m-%d %H:%M:%S`. */
	readonly pattern: string;
	/** Field codes, and for literals their lower-case character codes. */
	readonly steps: readonly number[];
}

// Above all character codes.
const FIELD = 0x10000;
const code = (field: string) => FIELD + field.charCodeAt(0);
const [YEAR, MONTH, DAY, HOUR, HOUR12, MINUTE, SECOND, FRACTION] = [..."YmdHIMSf"].map(code);
const [MONTH_NAME, MONTH_SHORT, HALF_DAY, OFFSET, ZONE] = [..."BbpzZ"].map(code);
/** A two-digit field that a digit follows directly: it must have both digits. */
const EXACT = 0x1000000;
const SPACE = 32;

export const MONTHS = [
	"january",
	"february",
	"march",
	"april",
	"may",
	"june",
	"july",
	"august",
	"september",
	"october",
	"november",
	"december",
] as const;

const formats = new Map<string, TimeFormat>();

/** Compiles a strptime pattern of %Y %m %d %H %I %M %S %f %B %b %p %z %Z and literals. */
export function timeFormat(pattern: string): TimeFormat {
	let format = formats.get(pattern);
	if (format === undefined) {
		const steps: number[] = [];
		const tokens = pattern.match(/%.|\s+|[^%\s]/g) ?? [];
		tokens.forEach((token, i) => {
			if (!token.startsWith("%")) steps.push(/\s/.test(token) ? SPACE : token.toLowerCase().charCodeAt(0));
			else {
				const compact = token !== "%Y" && (isNumeric(tokens[i - 1]) || isNumeric(tokens[i + 1]));
				steps.push(code(token[1]!) | (compact ? EXACT : 0));
			}
		});
		format = { pattern, steps };
		formats.set(pattern, format);
	}
	return format;
}

const isNumeric = (token: string | undefined) => token !== undefined && /^%[YmdHMS]$/.test(token);

/**
 * Reads bytes[start .. end] by a format, as pandas.to_datetime(format=...) does: fields of two digits may have one, a space matches any
 * white space, letters match in both cases, digits of a fraction past the ninth are dropped, seconds 60 and 61 run over.
 * False where the text does not match, is no real date, or lies outside 1677-09-21 to 2262-04-11, which pandas' nanoseconds hold.
 */
export function parseTime(
	format: TimeFormat,
	bytes: Uint8Array,
	start: number,
	end: number,
	out: Moment,
): boolean {
	const { steps } = format;
	let at = start;
	// Not destructured: this runs once a row.
	let year = 1970;
	let month = 1;
	let day = 1;
	let hour = 0;
	let minute = 0;
	let second = 0;
	let nanos = 0;
	let halfDay = -1;
	let offset: number | null = null;
	for (let i = 0; i < steps.length; i++) {
		const step = steps[i]!;
		if (step < FIELD) {
			if (step === SPACE) {
				const from = at;
				while (at < end && isSpace(bytes[at]!)) at++;
				if (at === from) return false;
			} else if (at >= end || lower(bytes[at++]!) !== step) return false;
			continue;
		}
		const field = step & ~EXACT;
		if (field === YEAR) {
			if (end - at < 4) return false;
			year = 0;
			for (const stop = at + 4; at < stop; at++) {
				const digit = bytes[at]! - 48;
				if (digit < 0 || digit > 9) return false;
				year = year * 10 + digit;
			}
		} else if (field === MONTH_NAME || field === MONTH_SHORT) {
			month = 0;
			for (let m = 0; m < 12 && month === 0; m++) {
				const name = field === MONTH_NAME ? MONTHS[m]! : MONTHS[m]!.slice(0, 3);
				if (startsWith(bytes, at, end, name)) {
					month = m + 1;
					at += name.length;
				}
			}
			if (month === 0) return false;
		} else if (field === FRACTION) {
			const from = at;
			let scale = 100_000_000;
			for (; at < end; at++) {
				const digit = bytes[at]! - 48;
				if (digit < 0 || digit > 9) break;
				nanos += digit * scale;
				scale = scale === 1 ? 0 : scale / 10;
			}
			if (at === from || at - from > 18) return false;
		} else if (field === HALF_DAY) {
			if (startsWith(bytes, at, end, "am")) halfDay = 0;
			else if (startsWith(bytes, at, end, "pm")) halfDay = 12;
			else return false;
			at += 2;
		} else if (field === ZONE) {
			if (!startsWith(bytes, at, end, "utc")) return false;
			offset = 0;
			at += 3;
		} else if (field === OFFSET) {
			offset = readOffset(bytes, at, end);
			if (offset === null) return false;
			at = end;
		} else {
			let first = at < end ? bytes[at++]! - 48 : -1;
			// strptime's %d takes " 2" as well.
			if (first === SPACE - 48 && field === DAY) first = 0;
			if (first < 0 || first > 9) return false;
			let value = first;
			const next = at < end ? bytes[at]! - 48 : -1;
			if (next >= 0 && next <= 9) {
				value = first * 10 + next;
				at++;
			} else if (step & EXACT || bytes[at - 1] === SPACE) return false;
			if (field === MONTH) {
				if (value < 1 || value > 12) return false;
				month = value;
			} else if (field === DAY) {
				if (value < 1 || value > 31) return false;
				day = value;
			} else if (field === HOUR) {
				if (value > 23) return false;
				hour = value;
			} else if (field === HOUR12) {
				if (value < 1 || value > 12) return false;
				hour = value % 12;
			} else if (field === MINUTE) {
				if (value > 59) return false;
				minute = value;
			} else if (field === SECOND) {
				if (value > 61) return false;
				second = value;
			}
		}
	}
	if (at !== end || day > daysInMonth(year, month)) return false;
	if (halfDay > 0) hour += halfDay;
	out.seconds =
		daysFromCivil(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - (offset ?? 0) * 60;
	out.nanos = nanos;
	out.offsetMinutes = offset;
	return inNanosecondRange(out.seconds, nanos);
}

/** Z, or a sign and hours with or without minutes: +9, +09, +0930, +09:30. It must fill the rest. */
function readOffset(bytes: Uint8Array, start: number, end: number): number | null {
	const sign = bytes[start];
	if (sign === 90 && end - start === 1) return 0;
	if (end === start || (sign !== 43 && sign !== 45)) return null;
	let text = "";
	for (let i = start + 1; i < end; i++) text += String.fromCharCode(bytes[i]!);
	const match = /^(\d\d?)(?::?([0-5]\d))?$/.exec(text);
	if (match === null) return null;
	const hours = Number(match[1]);
	if (hours > 23) return null;
	const minutes = hours * 60 + Number(match[2] ?? 0);
	return sign === 45 ? -minutes : minutes;
}

function startsWith(bytes: Uint8Array, at: number, end: number, name: string): boolean {
	if (end - at < name.length) return false;
	for (let i = 0; i < name.length; i++) if (lower(bytes[at + i]!) !== name.charCodeAt(i)) return false;
	return true;
}

const lower = (byte: number) => (byte >= 65 && byte <= 90 ? byte + 32 : byte);
const isSpace = (byte: number) => byte === SPACE || (byte >= 9 && byte <= 13);

/** Whether int64 nanoseconds since 1970 hold the moment. */
export function inNanosecondRange(seconds: number, nanos: number): boolean {
	if (seconds > -9_223_372_036 && seconds < 9_223_372_036) return true;
	// The lowest int64 is NaT.
	return seconds === 9_223_372_036
		? nanos <= 854_775_807
		: seconds === -9_223_372_037 && nanos >= 145_224_193;
}

function daysInMonth(year: number, month: number): number {
	if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
	return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar. */
export function daysFromCivil(year: number, month: number, day: number): number {
	const y = month <= 2 ? year - 1 : year;
	const era = Math.floor(y / 400);
	const yearOfEra = y - era * 400;
	const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
	const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
	return era * 146_097 + dayOfEra - 719_468;
}
