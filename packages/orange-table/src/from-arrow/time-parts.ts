import type { Pacer } from "./pacer";
import { daysFromCivil } from "./time-format";
import type { Zone } from "./zone";

/** Orange's have_date and have_time of a column of moments. */
export interface TimeParts {
	readonly haveDate: boolean;
	readonly haveTime: boolean;
}

const DATE: TimeParts = { haveDate: true, haveTime: false };
const TIME: TimeParts = { haveDate: false, haveTime: true };
const BOTH: TimeParts = { haveDate: true, haveTime: true };

/**
 * Orange's rule: all at midnight in their own zone (also where all are missing) are dates; all of today are times without a date.
 *
 * @param seconds since 1970 UTC, whole or not; NaN is missing
 * @param hasFraction whether a row has part of a second that `seconds` does not tell
 * @param today midnight of the machine's local date, as seconds since 1970 of a UTC date
 * Source: Orange 3.40, `_convert_datetime.col_type`
 */
export async function timeParts(
	count: number,
	seconds: (row: number) => number,
	hasFraction: (row: number) => boolean,
	zone: Zone,
	today: number,
	pacer: Pacer,
): Promise<TimeParts> {
	const all = async (test: (local: number, row: number) => boolean) => {
		for (let row = 0; row < count; row++) {
			if (row % 4096 === 0 && pacer.due()) await pacer.rest();
			const second = seconds(row);
			if (Number.isNaN(second)) continue;
			if (!test(second + zone.offsetAt(second), row)) return false;
		}
		return true;
	};
	if (await all((local, row) => Math.round(local / 86_400) * 86_400 === local && !hasFraction(row)))
		return DATE;
	if (await all((local) => local >= today && local < today + 86_400)) return TIME;
	return BOTH;
}

/** Midnight of the local date, as seconds since 1970 of the same date in UTC. */
export const todayOf = (now: Date): number =>
	daysFromCivil(now.getFullYear(), now.getMonth() + 1, now.getDate()) * 86_400;

/**
 * Seconds as pandas divides them out of int64 nanoseconds: rounded to a double first, then divided. So 1612325106.789 stays that.
 *
 * @param seconds whole
 */
export function pandasSeconds(seconds: number, nanos: number): number {
	if (nanos === 0) return (seconds * 1e9) / 1e9;
	if (nanos % 1000 === 0) return ((seconds * 1e6 + nanos / 1000) * 1000) / 1e9;
	return Number(BigInt(seconds) * 1_000_000_000n + BigInt(nanos)) / 1e9;
}
