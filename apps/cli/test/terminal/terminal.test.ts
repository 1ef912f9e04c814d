import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { age } from "../../src/terminal/age";
import { count, countOf, duration, size } from "../../src/terminal/amounts";
import { jsonText } from "../../src/terminal/json-text";
import { printable } from "../../src/terminal/printable";
import { progressLine } from "../../src/terminal/progress";
import { textTable } from "../../src/terminal/text-table";

const NOW = Date.parse("2025-12-18T12:00:00+09:00");

test.each([
	["2025-12-18T12:00:00+0900", "just now"],
	["2025-12-18T11:59:30+0900", "30 seconds ago"],
	["2025-12-18T02:57:00+0000", "3 minutes ago"],
	["2025-12-18T11:57:00+09:00", "3 minutes ago"],
	["2025-12-18T11:00:00+0900", "1 hour ago"],
	["2025-12-15T12:00:00+0900", "3 days ago"],
	["2023-12-01T12:00:00+0900", "2 years ago"],
	["2025-12-18T14:30:00+0900", "in 2 hours"],
	["yesterday", "yesterday"],
])("%s was %s", (timestamp, words) => {
	expect(age(timestamp, NOW)).toBe(words);
});

test("amounts have separators and units", () => {
	expect(count(10_000_000)).toBe("10,000,000");
	expect([countOf(1, "row"), countOf(0, "row"), countOf(1500, "row")]).toEqual([
		"1 row",
		"0 rows",
		"1,500 rows",
	]);
	expect([0, 1, 999, 1000, 4594, 90_000_000, 999_600, 4_600_000_000].map(size)).toEqual([
		"0 bytes",
		"1 byte",
		"999 bytes",
		"1.0 KB",
		"4.6 KB",
		"90 MB",
		"1.0 MB",
		"4.6 GB",
	]);
	expect([0.4, 59, 60, 200, 3600, 7500].map(duration)).toEqual([
		"0 s",
		"59 s",
		"1 min",
		"3 min 20 s",
		"1 h",
		"2 h 5 min",
	]);
});

test("progress says how much is done, how fast, and how long it takes", () => {
	const state = { rows: 2_500_000, totalRows: 10_000_000, bytes: 600_000_000, totalBytes: 0 };
	expect(progressLine("Loading iris", state, 2)).toBe(
		"Loading iris  █████··············· 25 %  2,500,000 of 10,000,000 rows  600 MB  300 MB/s  6 s left",
	);
	expect(progressLine("Reading x.csv", { rows: 10, totalRows: 0, bytes: 50, totalBytes: 100 }, 1)).toContain(
		" 50 %  10 rows",
	);
	expect(progressLine("Sending", {}, 1)).toBe("Sending");
});

const cell = fc.string({ unit: fc.constantFrom(..."ab 1東京é🍣─"), maxLength: 12 });
const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 6 });
const layout = [{ title: "A" }, { title: "名前", align: "right" as const }, { title: "C" }];

test("columns of a table start at the same place in every line, whatever their characters are wide", () => {
	fc.assert(
		fc.property(rows, (rows) => {
			const marked = rows.map(([a, b, c]) => [a, b, `|${c}`]);
			const lines = textTable(layout, marked).split("\n").slice(1);
			const places = lines.map((line) => stringWidth(line.slice(0, line.indexOf("|"))));
			expect(new Set(places).size).toBeLessThanOrEqual(1);
		}),
	);
});

test("a table is cut to the width of the terminal", () => {
	fc.assert(
		fc.property(rows, fc.integer({ min: 30, max: 60 }), (rows, width) => {
			for (const line of textTable(layout, rows, { width }).split("\n"))
				expect(stringWidth(line)).toBeLessThanOrEqual(width);
		}),
	);
});

test("what comes from elsewhere cannot steer the terminal", () => {
	const hostile = "\x1b[2Jname\u202egnp\r\n\x07";
	expect(stripVTControlCharacters(printable(hostile))).toBe(printable(hostile));
	expect(printable(hostile)).not.toMatch(/[\p{Cc}\u202e]/u);
	expect(printable("東京 é 🍣")).toBe("東京 é 🍣");
});

test("JSON is valid whatever it holds, and plain JSON where it can be", () => {
	expect(JSON.parse(jsonText({ a: Number.NaN, b: [-Infinity, 1], c: undefined, d: null }))).toEqual({
		a: "NaN",
		b: ["-Infinity", 1],
		d: null,
	});
	expect(jsonText({ big: 2n ** 64n })).toBe('{"big":18446744073709551616}');
	fc.assert(
		fc.property(fc.jsonValue(), (value) => {
			expect(jsonText(value)).toBe(JSON.stringify(value));
		}),
	);
});
