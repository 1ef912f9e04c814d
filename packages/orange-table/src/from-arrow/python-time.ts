import type { TimeUnit } from "@allye/arrow-ipc";

const PER_SECOND: Record<TimeUnit, bigint> = { s: 1n, ms: 1000n, us: 1_000_000n, ns: 1_000_000_000n };

/** A count of units as nanoseconds. */
export const nanoseconds = (value: bigint, unit: TimeUnit): bigint =>
	value * (1_000_000_000n / PER_SECOND[unit]);

const pad = (value: number | bigint, digits = 2) => String(value).padStart(digits, "0");

/** Python's `str(date)`: "2020-01-31". Years past 9999 or before 1, which Python has not, as ISO 8601 extends them. */
export function dateText(days: number): string {
	const date = new Date(days * 86_400_000);
	const year = date.getUTCFullYear();
	const sign = year < 0 ? "-" : year > 9999 ? "+" : "";
	const size = pad(Math.abs(year), sign === "" ? 4 : 6);
	return `${sign}${size}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
}

/** Python's `str(time)`: "01:02:03", with six digits after the point where there are microseconds. */
export function timeText(nanos: bigint): string {
	const fraction = (nanos % 1_000_000_000n) / 1000n;
	return clockText(nanos / 1_000_000_000n) + (fraction === 0n ? "" : `.${pad(fraction, 6)}`);
}

const clockText = (seconds: bigint) =>
	`${pad(seconds / 3600n)}:${pad((seconds / 60n) % 60n)}:${pad(seconds % 60n)}`;

const DAY = 86_400_000_000_000n;

/** `a` in whole `b`s, rounded down, and what is left. */
function divide(a: bigint, b: bigint): [bigint, bigint] {
	const rest = ((a % b) + b) % b;
	return [(a - rest) / b, rest];
}

/** Whether a duration or a moment is a whole number of days. */
export const isWholeDays = (nanos: bigint): boolean => nanos % DAY === 0n;

/** `str(Timedelta)`: "0 days 00:00:01", "-1 days +23:59:59.500000". `daysOnly`: "1 days". */
export function durationText(nanos: bigint, daysOnly = false): string {
	const [days, rest] = divide(nanos, DAY);
	if (daysOnly) return `${days} days`;
	return `${days} days ${days < 0n ? "+" : ""}${clockText(rest / 1_000_000_000n)}${fractionText(rest)}`;
}

/** `str(Timestamp)`: "2020-01-31 00:00:00", with six digits after the point, or nine where it has nanoseconds. */
export function timestampText(nanos: bigint): string {
	const [days, rest] = divide(nanos, DAY);
	return `${dateText(Number(days))} ${clockText(rest / 1_000_000_000n)}${fractionText(rest)}`;
}

function fractionText(nanos: bigint): string {
	const fraction = nanos % 1_000_000_000n;
	if (fraction === 0n) return "";
	return fraction % 1000n === 0n ? `.${pad(fraction / 1000n, 6)}` : `.${pad(fraction, 9)}`;
}

/**
 * `DatetimeIndex.astype(str)`, as Orange makes a category of dates text: "2020-01-31" where all are at midnight, else with the time, and as many
 * digits after the point (3, 6 or 9) as the finest needs.
 */
export function timestampTexts(values: readonly (bigint | null)[]): (string | null)[] {
	const present = values.filter((value) => value !== null);
	const daysOnly = present.every(isWholeDays);
	const digits = present.every((value) => value % 1_000_000_000n === 0n)
		? 0
		: present.every((value) => value % 1_000_000n === 0n)
			? 3
			: present.every((value) => value % 1000n === 0n)
				? 6
				: 9;
	return values.map((value) => {
		if (value === null) return null;
		const [days, rest] = divide(value, DAY);
		const date = dateText(Number(days));
		if (daysOnly) return date;
		const fraction = digits === 0 ? "" : `.${pad(rest % 1_000_000_000n, 9).slice(0, digits)}`;
		return `${date} ${clockText(rest / 1_000_000_000n)}${fraction}`;
	});
}

/** `TimedeltaIndex.astype(str)`: "1 days" where all are whole days, else {@link durationText}. */
export function durationTexts(values: readonly (bigint | null)[]): (string | null)[] {
	const daysOnly = values.every((value) => value === null || isWholeDays(value));
	return values.map((value) => (value === null ? null : durationText(value, daysOnly)));
}
