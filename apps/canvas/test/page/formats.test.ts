import { describe, expect, test } from "vitest";
import type { VariableInfo } from "../../src/contract";
import { createFormats } from "../../src/page/format/formats";

const en = createFormats("en");
const ja = createFormats("ja");
const time = (more: Partial<VariableInfo> = {}): VariableInfo => ({
	name: "t",
	kind: "time",
	role: "feature",
	...more,
});
const number = (numberOfDecimals?: number): VariableInfo => ({
	name: "x",
	kind: "continuous",
	role: "feature",
	...(numberOfDecimals === undefined ? {} : { numberOfDecimals }),
});
/** 2026-03-29 00:30:00 UTC, half an hour before clocks go forward in Berlin. */
const BEFORE_SUMMER = Date.UTC(2026, 2, 29, 0, 30) / 1000;

describe("amounts", () => {
	test.each([
		[0, "0 bytes"],
		[1, "1 byte"],
		[999, "999 bytes"],
		[6120, "6.1 KB"],
		[999_600, "1 MB"],
		[149_000_000, "149 MB"],
		[14.9e9, "14.9 GB"],
	])("%d bytes are %s", (bytes, text) => expect(en.bytes(bytes)).toBe(text));

	test.each([
		[41, "41 ms", "41 ms"],
		[400, "0.4 s", "0.4 秒"],
		[8000, "8.0 s", "8.0 秒"],
		[200_000, "3 min 20 s", "3 分 20 秒"],
		[7_500_000, "2 h 5 min", "2 時間 5 分"],
	])("%d milliseconds are %s", (milliseconds, english, japanese) => {
		expect(en.duration(milliseconds)).toBe(english);
		expect(ja.duration(milliseconds)).toBe(japanese);
	});

	test("an age says its largest unit", () => {
		expect(en.age(0, 180_000)).toBe("3 minutes ago");
		expect(ja.age(0, 180_000)).toBe("3 分前");
		expect(en.age(0, 20_000)).toBe("just now");
	});

	test("a share that is not nothing, or not all, is not rounded to it", () => {
		expect([0, 0.001, 0.12, 0.999, 1].map(en.share)).toEqual(["0 %", "< 1 %", "12 %", "> 99 %", "100 %"]);
	});
});

describe("values of a table", () => {
	test("what is missing is a question mark, of every kind", () => {
		const discrete: VariableInfo = { name: "d", kind: "discrete", role: "feature", values: ["a"] };
		expect(en.value(number(), Number.NaN)).toBe("?");
		expect(en.value(time(), Number.NaN)).toBe("?");
		expect(en.value(discrete, -1)).toBe("?");
		expect(en.value(discrete, 0)).toBe("a");
	});

	test("numbers have the variable's decimals, else as few as they need", () => {
		expect(en.value(number(1), 5)).toBe("5.0");
		expect(en.value(number(0), 5)).toBe("5");
		expect(en.value(number(), 5.1)).toBe("5.1");
		expect(en.value(number(), 0.1 + 0.2)).toBe("0.3");
		expect(en.value(number(), 1e300)).toBe("1.00000e+300");
		expect(en.value(number(2), Number.POSITIVE_INFINITY)).toBe("∞");
	});

	test("times are in their own zone, which is said", () => {
		expect(en.value(time(), BEFORE_SUMMER)).toBe("2026-03-29 00:30:00");
		expect(en.value(time({ timezone: "Asia/Tokyo" }), BEFORE_SUMMER)).toBe("2026-03-29 09:30:00+09:00");
		expect(en.value(time({ timezone: "-03:30" }), BEFORE_SUMMER)).toBe("2026-03-28 21:00:00-03:30");
		expect(en.value(time({ timezone: "Europe/Berlin" }), BEFORE_SUMMER)).toBe("2026-03-29 01:30:00+01:00");
		expect(en.value(time({ timezone: "Europe/Berlin" }), BEFORE_SUMMER + 3600)).toBe(
			"2026-03-29 03:30:00+02:00",
		);
	});

	test("times say no more than the variable knows", () => {
		expect(en.value(time({ haveDate: true, haveTime: false }), BEFORE_SUMMER)).toBe("2026-03-29");
		expect(en.value(time({ haveDate: false, haveTime: true }), 61.25)).toBe("00:01:01.250");
	});

	test("a moment that no calendar has stays a number, and a zone that nobody knows is UTC", () => {
		expect(en.value(time(), 1e18)).toBe("1000000000000000000");
		expect(en.value(time({ timezone: "Mars/Base" }), 0)).toBe("1970-01-01 00:00:00+00:00");
	});
});
