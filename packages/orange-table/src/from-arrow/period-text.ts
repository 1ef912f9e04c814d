import { dateText } from "./python-time";

const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Nanoseconds in one period, and the digits after the second. */
const CLOCKS: Readonly<Record<string, readonly [bigint, number]>> = {
	h: [3_600_000_000_000n, -1],
	min: [60_000_000_000n, -1],
	s: [1_000_000_000n, 0],
	ms: [1_000_000n, 3],
	us: [1000n, 6],
	ns: [1n, 9],
};
/** Before pandas 2.2. */
const OLD_NAMES: Readonly<Record<string, string>> = {
	A: "Y",
	H: "h",
	T: "min",
	S: "s",
	L: "ms",
	U: "us",
	N: "ns",
};

/**
 * How pandas writes the periods of a frequency, from their ordinals (periods since 1970); null where we do not know the frequency.
 *
 * | frequency | text |
 * | --- | --- |
 * | Y, Y-JUN | 2020 |
 * | Q, Q-NOV | 2020Q1 |
 * | M | 2020-01 |
 * | W-SUN | 2020-01-27/2020-02-02 |
 * | D, B | 2020-01-31 |
 * | h, min | 2020-01-31 00:00 |
 * | s, ms, us, ns | 2020-01-31 00:00:00.000 |
 *
 * Source: pandas 2.3, `Period.__str__`; the arithmetic of its period ordinals.
 */
export function periodFormatter(frequency: string): ((ordinal: bigint) => string) | null {
	const [, written = "", anchor = ""] = /^\d*([A-Za-z]+)(?:-([A-Z]+))?$/.exec(frequency) ?? [];
	const base = OLD_NAMES[written] ?? written;
	const clock = CLOCKS[base];
	if (clock !== undefined) return (ordinal) => clockPeriod(ordinal * clock[0], clock[1]);
	switch (base) {
		case "Y":
			return (ordinal) => String(1970n + ordinal);
		case "Q":
			return (ordinal) =>
				`${1970 + Math.floor(Number(ordinal) / 4)}Q${(((Number(ordinal) % 4) + 4) % 4) + 1}`;
		case "M":
			return (ordinal) => {
				const month = (((Number(ordinal) % 12) + 12) % 12) + 1;
				const year = 1970 + Math.floor(Number(ordinal) / 12);
				return `${year}-${String(month).padStart(2, "0")}`;
			};
		case "W": {
			const end = WEEKDAYS.indexOf(anchor === "" ? "SUN" : anchor);
			if (end === -1) return null;
			return (ordinal) => {
				const last = Number(ordinal) * 7 + end - 4;
				return `${dateText(last - 6)}/${dateText(last)}`;
			};
		}
		case "D":
			return (ordinal) => dateText(Number(ordinal));
		case "B":
			return (ordinal) => {
				const days = Number(ordinal) + 3;
				return dateText(Math.floor(days / 5) * 7 + (((days % 5) + 5) % 5) - 3);
			};
		default:
			return null;
	}
}

/** `digits` after the second; -1 where there are no seconds. */
function clockPeriod(nanos: bigint, digits: number): string {
	const day = 86_400_000_000_000n;
	const rest = ((nanos % day) + day) % day;
	const pad = (value: bigint, size = 2) => String(value).padStart(size, "0");
	const minutes = rest / 60_000_000_000n;
	const text = `${dateText(Number((nanos - rest) / day))} ${pad(minutes / 60n)}:${pad(minutes % 60n)}`;
	if (digits === -1) return text;
	const fraction = digits === 0 ? "" : `.${pad(rest % 1_000_000_000n, 9).slice(0, digits)}`;
	return `${text}:${pad((rest / 1_000_000_000n) % 60n)}${fraction}`;
}
