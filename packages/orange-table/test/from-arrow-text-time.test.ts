import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Moments } from "../src/from-arrow/moments";
import { Oracle } from "./from-arrow-oracle";

let oracle: Oracle;
beforeAll(async () => {
	oracle = await Oracle.start();
}, 120_000);
afterAll(() => oracle.close());

const pad = (n: number, digits = 2) => String(n).padStart(digits, "0");
const SHORT = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const FULL = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]; // biome-ignore format: one line

interface Parts {
	Y: number;
	m: number;
	d: number;
	H: number;
	M: number;
	S: number;
	f: string;
	z: number;
}
const parts = fc.record({
	Y: fc.oneof(fc.integer({ min: 1678, max: 2261 }), fc.integer({ min: 1950, max: 2060 })),
	m: fc.integer({ min: 1, max: 12 }),
	d: fc.integer({ min: 1, max: 28 }),
	H: fc.integer({ min: 0, max: 23 }),
	M: fc.integer({ min: 0, max: 59 }),
	S: fc.integer({ min: 0, max: 59 }),
	f: fc.oneof(fc.constantFrom("0", "5", "123", "000001"), fc.stringMatching(/^[0-9]{1,9}$/)),
	z: fc.constantFrom(0, 540, -330, 60),
});

/** Where pandas reads each value by itself it keeps nanoseconds of some and not of others: a listed difference. */
const toMicroseconds = parts.map((p) => ({ ...p, f: p.f.slice(0, 6) }));

const DATES: Record<string, (p: Parts) => string> = {
	"Y-m-d": (p) => `${p.Y}-${pad(p.m)}-${pad(p.d)}`,
	"Y/m/d": (p) => `${p.Y}/${pad(p.m)}/${pad(p.d)}`,
	"Y.m.d": (p) => `${p.Y}.${pad(p.m)}.${pad(p.d)}`,
	"Y m d": (p) => `${p.Y} ${pad(p.m)} ${pad(p.d)}`,
	"Y-m-d short": (p) => `${p.Y}-${p.m}-${p.d}`,
	"m/d/Y": (p) => `${pad(p.m)}/${pad(p.d)}/${p.Y}`,
	"m/d/Y short": (p) => `${p.m}/${p.d}/${p.Y}`,
	"m-d-Y": (p) => `${pad(p.m)}-${pad(p.d)}-${p.Y}`,
	"d/m/Y": (p) => `${pad(p.d)}/${pad(p.m)}/${p.Y}`,
	"d.m.Y": (p) => `${pad(p.d)}.${pad(p.m)}.${p.Y}`,
	"d b Y": (p) => `${pad(p.d)} ${SHORT[p.m - 1]} ${p.Y}`,
	"d-b-Y": (p) => `${p.d}-${SHORT[p.m - 1]}-${p.Y}`,
	dbY: (p) => `${pad(p.d)}${SHORT[p.m - 1]}${p.Y}`,
	"d B Y": (p) => `${p.d} ${FULL[p.m - 1]} ${p.Y}`,
	"b d, Y": (p) => `${SHORT[p.m - 1]} ${p.d}, ${p.Y}`,
	"B d, Y": (p) => `${FULL[p.m - 1]} ${p.d}, ${p.Y}`,
	"b-d-Y": (p) => `${SHORT[p.m - 1]}-${pad(p.d)}-${p.Y}`,
	"B d Y": (p) => `${FULL[p.m - 1]} ${p.d} ${p.Y}`,
	"Y-b-d": (p) => `${p.Y}-${SHORT[p.m - 1]}-${p.d}`,
	"Y b d": (p) => `${p.Y} ${SHORT[p.m - 1]} ${pad(p.d)}`,
	Ymd: (p) => `${p.Y}${pad(p.m)}${pad(p.d)}`,
};
const hour12 = (p: Parts) => pad(p.H % 12 === 0 ? 12 : p.H % 12);
const TIMES: Record<string, (p: Parts) => string> = {
	none: () => "",
	H: (p) => pad(p.H),
	"H:M": (p) => `${pad(p.H)}:${pad(p.M)}`,
	"H:M:S": (p) => `${pad(p.H)}:${pad(p.M)}:${pad(p.S)}`,
	"H:M:S midnight": () => "00:00:00",
	"H:M:S short": (p) => `${p.H}:${pad(p.M)}:${pad(p.S)}`,
	"H:M:S.f": (p) => `${pad(p.H)}:${pad(p.M)}:${pad(p.S)}.${p.f}`,
	HMS: (p) => `${pad(p.H)}${pad(p.M)}${pad(p.S)}`,
	HM: (p) => `${pad(p.H)}${pad(p.M)}`,
	"I:M p": (p) => `${hour12(p)}:${pad(p.M)} ${p.H < 12 ? "AM" : "PM"}`,
	"I:M:S p": (p) => `${hour12(p)}:${pad(p.M)}:${pad(p.S)} ${p.H < 12 ? "AM" : "PM"}`,
};
const sign = (z: number) => (z < 0 ? "-" : "+");
const offset = (z: number, colon: string) =>
	`${sign(z)}${pad(Math.trunc(Math.abs(z) / 60))}${colon}${pad(Math.abs(z) % 60)}`;
const ZONES: Record<string, (p: Parts) => string> = {
	none: () => "",
	Z: () => "Z",
	" UTC": () => " UTC",
	"+hh:mm": (p) => offset(p.z, ":"),
	" +hh:mm": (p) => ` ${offset(p.z, ":")}`,
	"+hhmm": (p) => offset(p.z, ""),
	" Z": () => " Z",
};

type Writer = (p: Parts) => string;
/** A date, or date and time, in one way of writing. */
const shape: fc.Arbitrary<[string, Writer]> = fc
	.record({
		date: fc.constantFrom(...Object.entries(DATES)),
		between: fc.constantFrom(" ", "T", ", "),
		time: fc.constantFrom(...Object.entries(TIMES)),
		zone: fc.constantFrom(...Object.entries(ZONES)),
	})
	.map(({ date, between, time, zone }): [string, Writer] => {
		if (time[0] === "none") return [date[0], date[1]];
		// Not listed: a zone after AM or PM, and digits without colons after a date with separators.
		if (time[0].endsWith("p")) zone = ["none", () => ""];
		if (time[0].startsWith("HM") && date[0] !== "Ymd") time = ["H:M", TIMES["H:M"]!];
		return [
			`${date[0]}${between}${time[0]}${zone[0]}`,
			(p) => `${date[1](p)}${between}${time[1](p)}${zone[1](p)}`,
		];
	});
const ODD: Record<string, Writer> = {
	"H:M": TIMES["H:M"]!,
	"H:M:S": TIMES["H:M:S"]!,
	"H:M:S.f": TIMES["H:M:S.f"]!,
	"I:M p": TIMES["I:M p"]!,
	"m/d/y": (p) => `${pad(p.m)}/${pad(p.d)}/${pad(p.Y % 100)}`,
	"d/m/y": (p) => `${pad(p.d)}/${pad(p.m)}/${pad(p.Y % 100)}`,
	quarter: (p) => `${p.Y}Q${Math.ceil(p.m / 3)}`,
	"b Y": (p) => `${SHORT[p.m - 1]} ${p.Y}`,
	"B Y": (p) => `${FULL[p.m - 1]} ${p.Y}`,
	"m/Y": (p) => `${pad(p.m)}/${p.Y}`,
	"Y/m": (p) => `${p.Y}/${pad(p.m)}`,
	Y: (p) => String(p.Y),
	"Y-m": (p) => `${p.Y}-${pad(p.m)}`,
};
const anyShape = fc.oneof(
	{ weight: 4, arbitrary: shape },
	{ weight: 1, arbitrary: fc.constantFrom(...Object.entries(ODD)) },
);

/** What we make of a text column: nanoseconds since 1970 UTC, null where missing; "text" where it stays text. */
function ours(values: readonly (string | null)[]): (string | null)[] | "text" {
	const moments = new Moments(values.length, new Date());
	for (const [row, value] of values.entries()) {
		const bytes = new TextEncoder().encode(value ?? "");
		if (!moments.read(bytes, 0, value === null ? -1 : bytes.length, row)) return "text";
	}
	if (!moments.areTimes) return "text";
	return Array.from(moments.seconds, (seconds, row) =>
		Number.isNaN(seconds)
			? null
			: String(BigInt(seconds) * 1_000_000_000n + BigInt(moments.nanos?.[row] ?? 0)),
	);
}

/** Compares whether each column is a time, and if so every value, before haveDate is decided. */
async function compare(columns: (string | null)[][]): Promise<void> {
	const answers = await oracle.ask({
		columns: columns.map((values, i) => ({ name: `c${i}`, make: "moments", values })),
	});
	const differences = columns.flatMap((values, i) => {
		const expected = answers[i]!.kind === "time" ? answers[i]!.data : "text";
		const mine = ours(values);
		return JSON.stringify(mine) === JSON.stringify(expected) ? [] : [{ values, mine, expected }];
	});
	expect(differences).toEqual([]);
}

/** Python is asked about many columns at once, and all that differ are shown: there is nothing to shrink. */
const sample = fc.sample<(string | null)[]>;

describe("text that pandas takes for a time", () => {
	it("is a time for us, with the same nanoseconds, in every listed way of writing", () => {
		const column = fc
			.tuple(anyShape, fc.array(parts, { minLength: 1, maxLength: 5 }))
			.map(([[, write], list]) => list.map(write));
		return compare(sample(column, 400));
	});

	it("stays one where values are missing", () => {
		const missing = fc.constantFrom(null, "", "NaT", "nan");
		const column = fc
			.tuple(anyShape, fc.array(fc.oneof(parts, missing), { minLength: 2, maxLength: 5 }), parts)
			.map(([[, write], list, last]) => [...list, last].map((p) => (p === null || typeof p === "string" ? p : write(p)))); // biome-ignore format: one line
		return compare(sample(column, 200));
	});

	it("stays text where one value is written another way than the first", () => {
		const column = fc
			.tuple(shape, shape, toMicroseconds, toMicroseconds)
			.map(([[, first], [, second], p, q]) => [first(p), second(q)]);
		return compare(sample(column, 400));
	});

	it("is read by the first value's format where one number could be day or month", () =>
		compare([
			["13/02/2020", "01/02/2020"],
			["01/02/2020", "13/02/2020"],
			["01/02/2020", "02/01/2020"],
			["May 2, 2020", "Jun 2, 2020"],
			["May 2, 2020", "June 2, 2020"],
			["Jun 2, 2020", "May 2, 2020"],
			["2020-01-01 20:20", "2020-01-02"],
			["2020-01-01 20:21", "2020-01-02"],
			["2020-1-2", "2020-01-02", "2020-01- 3"],
			["2020-01-02 10:11:60", "2020-01-02 10:11:12"],
			["2020-02-30"],
			["2020-01-02 24:00:00"],
			["1677-09-21", "1677-09-22"],
			["1677-09-22", "2262-04-11"],
			["2262-04-12"],
			["1677-09-21 00:12:43.145224193"],
			["2262-04-11 23:47:16.854775807"],
			["2262-04-11 23:47:16.854775808"],
			["2020-01-02T10:11:12+09:00", "2020-01-02T10:11:12Z"],
			["2020-01-02T10:11:12Z", "2020-01-02T10:11:12"],
			["2020-01-02 10:11:12+24:00"],
			["2020-01-02 10:11:12.1234567899"],
		]));

	it("is never made of digits alone, nor of words", () =>
		compare([
			["2020", "2021"],
			["20200101", "20200102"],
			["a", "b"],
			["x1"],
			["日本", "東京"],
			["2020年1月2日"],
			["12"],
			["1.5"],
			["2020", ""],
			["2020", "nan"],
			["", null],
			["nan"],
			["", "NaT"],
			["20200131", "NAT"],
			["202001311011", "nat"],
			["2020013110", "nat"],
			["20200131101112", "nan"],
			["-"],
			["2020-W01-1"],
			["2020-002"],
		]));
});
