import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { autoTableName, expiresAt, formatTimestamp, isAllyeError, isExpired, parseTimestamp } from "../src";
import { PythonPeer } from "./python-peer";

const python = new PythonPeer();
afterAll(() => python.close());

const digits = fc.constantFrom(
	"0",
	"1",
	"2",
	"3",
	"5",
	"9",
	"00",
	"01",
	"09",
	"12",
	"23",
	"24",
	"29",
	"30",
	"31",
	"59",
	"60",
	"61",
	" 1",
	"",
);
const zone = fc.constantFrom(
	"+0900",
	"-0330",
	"Z",
	"z",
	"+09:00",
	"+00:00:30",
	"+000030",
	"+0000:30",
	"+00:0030",
	"+000030.5",
	"+2359",
	"+2400",
	"-9959",
	"+0960",
	"",
	"+09",
	"+09001",
	" +0900",
);
const oddTimestamp = fc
	.tuple(
		fc.constantFrom("2026", "0001", "0000", "9999", "2024", "99", "20260"),
		digits,
		digits,
		fc.constantFrom("T", "t", " "),
		digits,
		digits,
		digits,
		zone,
	)
	.map(
		([year, month, day, t, hour, minute, second, offset]) =>
			`${year}-${month}-${day}${t}${hour}:${minute}:${second}${offset}`,
	);
const goodTimestamp = fc
	.tuple(fc.date({ noInvalidDate: true, min: new Date("0002-01-01"), max: new Date("9998-01-01") }), zone)
	.map(([date, offset]) => date.toISOString().slice(0, 19) + offset);

test("parseTimestamp means what datetime.strptime means, and refuses what it refuses", async () => {
	const texts = fc.sample(fc.oneof(oddTimestamp, goodTimestamp, fc.string()), { numRuns: 5000 });
	const seconds = texts
		.map((text) => parseTimestamp(text)?.getTime() ?? null)
		.map((time) => time && time / 1000);
	expect(seconds).toEqual(await python.ask("times", { texts }));
});

test("formatTimestamp writes a moment as Python does, in this machine's zone", async () => {
	const seconds = fc.sample(fc.integer({ min: 0, max: 4e9 }), 1000);
	expect(seconds.map((each) => formatTimestamp(new Date(each * 1000 + 999)))).toEqual(
		await python.ask("stamp", { seconds }),
	);
	for (const each of seconds) {
		expect(parseTimestamp(formatTimestamp(new Date(each * 1000)))?.getTime()).toBe(each * 1000);
	}
});

describe("expiry", () => {
	const now = new Date("2026-01-01T00:00:00Z");

	test("a payload expires at its expires_at, not before", () => {
		expect(isExpired({ expires_at: "2026-01-01T09:00:00+0900" }, now)).toBe(true);
		expect(isExpired({ expires_at: "2026-01-01T09:00:01+0900" }, now)).toBe(false);
	});

	test("none, or one that cannot be read, never expires", () => {
		expect(isExpired({ expires_at: null }, now)).toBe(false);
		expect(isExpired({ expires_at: "soon" }, now)).toBe(false);
	});

	test("expires_at is so many seconds from now; without a ttl there is none", () => {
		expect(parseTimestamp(expiresAt(now, 90)!)?.getTime()).toBe(now.getTime() + 90_000);
		expect(expiresAt(now, null)).toBeNull();
	});

	test("a time to live that is no time is INVALID_ARGUMENT", () => {
		for (const ttl of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e15]) {
			expect(() => expiresAt(now, ttl)).toThrow(
				expect.toSatisfy((error) => isAllyeError(error, "INVALID_ARGUMENT")),
			);
		}
	});
});

test("a table sent without a name is called as Python calls it", () => {
	expect(autoTableName("0123456789", new Date(1_700_000_000_999))).toBe("table_1700000000_01234567");
});
