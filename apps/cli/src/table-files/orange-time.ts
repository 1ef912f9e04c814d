import { MISSING_VALUES } from "./missing-values";
import { pythonFloat } from "./python-float";
import { strip } from "./python-strip";
import { formatMatcher, type TimeFields } from "./strptime";

/** [has a date, has a time, format of strptime], in the order that Orange tries them (TimeVariable._ISO_FORMATS). */
const FORMATS = (
	[
		[true, true, "%Y-%m-%d %H:%M:%S%z"],
		[true, true, "%Y-%m-%d %H:%M:%S"],
		[true, true, "%Y-%m-%d %H:%M"],
		[true, true, "%Y-%m-%dT%H:%M:%S%z"],
		[true, true, "%Y-%m-%dT%H:%M:%S"],
		[true, false, "%Y-%m-%d"],
		[true, true, "%Y-%m-%d %H:%M:%S.%f"],
		[true, true, "%Y-%m-%dT%H:%M:%S.%f"],
		[true, true, "%Y-%m-%d %H:%M:%S.%f%z"],
		[true, true, "%Y-%m-%dT%H:%M:%S.%f%z"],
		[true, true, "%Y%m%dT%H%M%S%z"],
		[true, true, "%Y%m%d%H%M%S%z"],
		[false, true, "%H:%M:%S.%f"],
		[false, true, "%H:%M:%S"],
		[false, true, "%H:%M"],
		[true, true, "%Y%m%dT%H%M%S"],
		[true, true, "%Y%m%d%H%M%S"],
		[true, false, "%Y%m%d"],
		[true, false, "%Y%j"],
		[true, false, "%Y"],
		[false, true, "%H%M%S.%f"],
		[true, false, "%Y-%m"],
		[true, false, "%Y-%j"],
	] as const
).map(([date, time, format]) => ({ date, time, match: formatMatcher(format) }));

/** What a text may look like to be tried at all (TimeVariable.REGEX). */
const ISO =
	/^(?:\d{1,4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?(?:[+-]\d{4})?)?)?|\d{1,4}\d{2}\d{2}(?:T?\d{2}\d{2}\d{2}(?:[+-]\d{4})?)?|\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?|\d{2}\d{2}\d{2}\.\d+|\d{1,4}(?:-?\d{2,3})?)$/;

/** The moments of one column: seconds since 1970 UTC; NaN is missing. */
export interface Times {
	readonly seconds: Float64Array;
	readonly haveDate: boolean;
	readonly haveTime: boolean;
	readonly timezone: string;
}

/** Reads texts as moments, as Orange's TimeVariable does. Make one for each file. */
export class OrangeTimeReader {
	/** The format that fitted last comes first, across columns: of several that fit, that decides. */
	#order = FORMATS.map((_, index) => index);

	/**
	 * The moments of a column, or null where a text is none.
	 *
	 * @param exact only ISO forms, as where a column's kind is guessed; otherwise a number is seconds since 1970 too
	 */
	read(texts: readonly string[], { exact }: { exact: boolean }): Times | null {
		const seconds = new Float64Array(texts.length).fill(Number.NaN);
		let [haveDate, haveTime] = [false, false];
		let offset: number | null | "different" = null;
		for (let row = 0; row < texts.length; row++) {
			const text = texts[row]!;
			if (MISSING_VALUES.has(text)) continue;
			if (exact && !ISO.test(text)) return null;
			const time = this.#parse(text);
			if (time === null) return null;
			seconds[row] = time.seconds;
			haveDate ||= time.date;
			haveTime ||= time.time;
			if (time.offset === undefined) continue;
			if (offset === null) offset = time.offset;
			else if (offset !== time.offset) offset = "different";
		}
		return { seconds, haveDate, haveTime, timezone: typeof offset === "number" ? zoneOf(offset) : "UTC" };
	}

	#parse(text: string) {
		const plain = withoutColon(strip(text).replace(/Z+$/, ""));
		if (!ISO.test(plain)) {
			const seconds = pythonFloat(plain);
			if (seconds === null) return null;
			// A table holds no infinite numbers.
			const finite = Number.isFinite(seconds) ? seconds : Number.NaN;
			return { seconds: finite, date: true, time: true, offset: undefined };
		}
		for (let i = 0; i < this.#order.length; i++) {
			const { date, time, match } = FORMATS[this.#order[i]!]!;
			const fields = match(plain);
			const seconds = fields && secondsOf(fields, date);
			if (seconds === null || fields === null) continue;
			// The last two differ only in that a day of the year need not be padded, so they keep their order.
			if (i > 0 && i < this.#order.length - 2)
				[this.#order[0], this.#order[i]] = [this.#order[i]!, this.#order[0]!];
			return { seconds, date, time, offset: fields.offset };
		}
		return null;
	}
}

/** "+09:00" at the end becomes "+0900"; "+00:00" goes. */
const withoutColon = (text: string): string =>
	text.replace(/[+-]00:00$/, "").replace(/([+-]\d\d):(\d\d)$/, "$1$2");

function secondsOf(
	{ year, month, day, hour, minute, second, micros, offset }: TimeFields,
	date: boolean,
): number {
	const moment = new Date(0);
	if (date) moment.setUTCFullYear(year, month - 1, day);
	const whole = moment.getTime() / 1000 + hour * 3600 + minute * 60 + second - (offset ?? 0) * 60;
	// Rounded once, as Python does, where the microseconds are exact.
	return Math.abs(whole) < 9e9 ? (whole * 1e6 + micros) / 1e6 : whole + micros / 1e6;
}

/** Minutes east of UTC as "+09:00". */
function zoneOf(offset: number): string {
	if (offset === 0) return "UTC";
	const minutes = Math.abs(offset);
	const two = (value: number) => String(value).padStart(2, "0");
	return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
