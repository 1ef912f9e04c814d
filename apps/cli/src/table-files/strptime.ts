/** What a strptime format finds in a text; what it does not name is as in 1900-01-01T00:00. */
export interface TimeFields {
	year: number;
	month: number;
	day: number;
	hour: number;
	minute: number;
	second: number;
	micros: number;
	/** Minutes east of UTC; null where the text says nothing. */
	offset: number | null;
}

/** Source: Python 3.11, _strptime.TimeRE. */
const DIRECTIVES: Readonly<Record<string, string>> = {
	Y: "(?<Y>\\d\\d\\d\\d)",
	m: "(?<m>1[0-2]|0[1-9]|[1-9])",
	d: "(?<d>3[01]|[12]\\d|0[1-9]|[1-9])",
	j: "(?<j>36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9])",
	H: "(?<H>2[0-3]|[01]\\d|\\d)",
	M: "(?<M>[0-5]\\d|\\d)",
	S: "(?<S>6[01]|[0-5]\\d|\\d)",
	f: "(?<f>\\d{1,6})",
	z: "(?<z>[+-]\\d\\d[0-5]\\d)",
};

/** Matches texts against a format of Python's strptime, for the directives above; null where strptime raises ValueError. */
export function formatMatcher(format: string): (text: string) => TimeFields | null {
	const pattern = format.replace(/%(.)|(\.)/g, (_, directive) =>
		directive ? DIRECTIVES[directive]! : "\\.",
	);
	const start = new RegExp(`^${pattern}`);
	return (text) => {
		const match = start.exec(text);
		// As in Python the text must end where the first match ends: no other match is tried.
		if (match === null || match[0].length !== text.length) return null;
		return fieldsOf(match.groups!);
	};
}

function fieldsOf({
	Y = "1900",
	m = "1",
	d = "1",
	j,
	H = "0",
	M = "0",
	S = "0",
	f = "0",
	z,
}: Record<string, string>) {
	const [year, second] = [Number(Y), Number(S)];
	const [month, day] = j === undefined ? [Number(m), Number(d)] : [1, Number(j)];
	if (year === 0 || second > 59 || (j === undefined && day > daysIn(year, month))) return null;
	const offset = z === undefined ? null : offsetOf(z);
	if (offset !== null && Math.abs(offset) >= 24 * 60) return null;
	return {
		year,
		month,
		day,
		hour: Number(H),
		minute: Number(M),
		second,
		micros: Number(f.padEnd(6, "0")),
		offset,
	};
}

const offsetOf = (z: string): number =>
	(z[0] === "-" ? -1 : 1) * (Number(z.slice(1, 3)) * 60 + Number(z.slice(3)));

function daysIn(year: number, month: number): number {
	const end = new Date(0);
	end.setUTCFullYear(year, month, 0);
	return end.getUTCDate();
}
