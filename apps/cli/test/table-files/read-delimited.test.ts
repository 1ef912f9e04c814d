import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCsv, readTab } from "../../src/table-files/read-delimited";
import { type DescribedTable, describeTable } from "../described-table";
import { PYTHON, type PythonScript, startPython } from "../python";

let directory: string;
let orangeFiles: PythonScript;
beforeAll(async () => {
	if (PYTHON) orangeFiles = startPython("orange-files.py");
	directory = await mkdtemp(join(tmpdir(), "allye-read-"));
});
afterAll(async () => {
	await orangeFiles?.end();
	await rm(directory, { recursive: true, force: true });
});

type Read = DescribedTable | { error: string };

/** What we make of each text, and what Orange makes of it. */
async function readBoth(
	texts: readonly string[],
	extension: ".csv" | ".tab",
): Promise<{ text: string; ours: Read; orange: Read }[]> {
	const paths = await Promise.all(
		texts.map(async (text, i) => {
			const path = join(directory, `${i}${extension}`);
			await writeFile(path, text);
			return path;
		}),
	);
	const orange = await orangeFiles.ask<Read[]>(paths.map((path) => ({ path })));
	const ours: Read[] = [];
	for (const path of paths)
		ours.push(
			await (extension === ".csv" ? readCsv(path) : readTab(path)).then(
				({ table }) => describeTable(table),
				(error) => ({ error: `${error.code} ${error.message}` }),
			),
		);
	return texts.map((text, i) => ({ text, ours: ours[i]!, orange: orange[i]! }));
}

/** Where Orange reads a table, ours is the same. Where Orange fails, so may ours; a table without columns counts as a failure. */
function expectSame(results: readonly { text: string; ours: Read; orange: Read }[]): number {
	let tables = 0;
	for (const { text, ours, orange } of results) {
		if ("error" in orange || orange.columns.length === 0) continue;
		tables++;
		expect({ text, ...ours }).toEqual({ text, ...orange });
	}
	return tables;
}

const missing = fc.constantFrom("", "?", ".", "NA", "nan", "~");
const two = (n: number) => String(n).padStart(2, "0");
const date = fc
	.tuple(
		fc.integer({ min: 1000, max: 2300 }),
		fc.integer({ min: 1, max: 12 }),
		fc.integer({ min: 1, max: 28 }),
	)
	.map(([y, m, d]) => `${y}-${two(m)}-${two(d)}`);
const clock = fc
	.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 59 }))
	.map((parts) => parts.map(two).join(":"));
const cellKinds = [
	fc.integer().map(String),
	fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
	fc
		.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: 0, max: 999 }))
		.map(([a, b]) => `${a}.${b}`),
	fc.constantFrom("0", "1"),
	fc.constantFrom("1", "2", "1.0"),
	fc.constantFrom("0", "1", "2"),
	fc.constantFrom("low", "high", "v10", "v9", "v1"),
	fc.constantFrom("東京", "大阪", "名古屋", "北海道のたいへん長い名前"),
	fc.string({ unit: fc.constantFrom(..."abcXYZ089 _-'"), maxLength: 8 }),
	fc.constantFrom("1_000", "１２", "inf", "-Infinity", "1e5", "+3", " 7 ", "0x10", "NaN", "1.", ".5"),
	date,
	clock,
	fc.tuple(date, clock).map((parts) => parts.join(" ")),
	fc.tuple(date, clock, fc.integer({ min: 0, max: 999999 })).map(([d, c, f]) => `${d}T${c}.${f}`),
	fc.tuple(date, clock, fc.constantFrom("+0900", "-0530", "+0000")).map(([d, c, z]) => `${d} ${c}${z}`),
	fc.tuple(date, clock, fc.constantFrom("Z", "+09:00")).map(([d, c, z]) => `${d}T${c}${z}`),
	fc.constantFrom("2020", "2021-05", "2020-123", "20200131", "2020001", "0001", "101500.5"),
];
const types = fc.constantFrom(
	"",
	"c",
	"d",
	"s",
	"t",
	"continuous",
	"discrete",
	"string",
	"time",
	"low high",
	"v\\ 1 v2 0",
);
const flags = fc.constantFrom(
	"",
	"",
	"",
	"class",
	"meta",
	"m",
	"i",
	"c",
	"weight",
	"a=1",
	"class color=red",
	"b=[1,\\ 2]",
	"m unit=cm x=-1.5",
	"k='q'",
	"d={'a':\\ '#ff0000'}",
);
const letters = fc.constantFrom(
	"",
	"",
	"",
	"C#",
	"D#",
	"S#",
	"mS#",
	"cD#",
	"Dm#",
	"i#",
	"m#",
	"T#",
	"N#",
	"x#",
	"w#",
);
const name = fc.constantFrom("a", "b", "a", "sepal length", "名前", "a (1)", "x#y", "1");
const column = fc.tuple(fc.constantFrom(...cellKinds), fc.integer({ min: 0, max: 3 }));

/** Rows of cells: columns of one kind each, with some cells missing. */
const cells = fc
	.tuple(fc.array(column, { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 14 }))
	.chain(([columns, rowCount]) =>
		fc.array(
			fc.tuple(
				...columns.map(([kind, gaps]) =>
					fc.oneof({ weight: 9, arbitrary: kind }, { weight: gaps, arbitrary: missing }),
				),
			),
			{ minLength: rowCount, maxLength: rowCount },
		),
	);

function quote(cell: string, delimiter: string): string {
	return /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function file(
	rows: string[][],
	{ header, delimiter, end }: { header: string[][]; delimiter: string; end: string },
): string {
	return [...header, ...rows]
		.map((row) => row.map((cell) => quote(cell, delimiter)).join(delimiter) + end)
		.join("");
}

const headerOf = (kind: "plain" | "letters" | "three" | "none") =>
	fc
		.tuple(
			fc.array(name, { minLength: 5, maxLength: 5 }),
			fc.array(types, { minLength: 5, maxLength: 5 }),
			fc.array(flags, { minLength: 5, maxLength: 5 }),
			fc.array(letters, { minLength: 5, maxLength: 5 }),
		)
		.map(([names, types, flags, letters]) => (width: number) => {
			const lines = {
				plain: [names],
				letters: [names.map((each, i) => letters[i] + each)],
				three: [names, types, flags],
				none: [],
			}[kind];
			return lines.map((line) => line.slice(0, width));
		});

const tableFile = (delimiters: string[]) =>
	fc
		.tuple(
			cells,
			fc.constantFrom("plain", "letters", "three", "none").chain((kind) => headerOf(kind as "plain")),
			fc.constantFrom(...delimiters),
			fc.constantFrom("\n", "\r\n"),
		)
		.map(([rows, header, delimiter, end]) =>
			file(rows, { header: header(rows[0]?.length ?? 5), delimiter, end }),
		);

const soup = fc.string({
	unit: fc.constantFrom(..."ab01,,;\t\t\"' \n\n\r?.#cmDS=-:$"),
	maxLength: 80,
});

describe.skipIf(!PYTHON)("reads what Orange's own readers read", { timeout: 120_000 }, () => {
	test("tables of every kind of column and header in .csv files", async () => {
		const texts = fc.sample(tableFile([",", ";", "\t"]), { numRuns: 600, seed: 1 });
		expect(expectSame(await readBoth(texts, ".csv"))).toBeGreaterThan(300);
	});

	test("tables of every kind of column and header in .tab files", async () => {
		const texts = fc.sample(tableFile(["\t"]), { numRuns: 600, seed: 2 });
		expect(expectSame(await readBoth(texts, ".tab"))).toBeGreaterThan(300);
	});

	test("files of delimiters, quotes and line ends in any order", async () => {
		const texts = fc.sample(soup, { numRuns: 1500, seed: 3 });
		expect(expectSame(await readBoth(texts, ".csv"))).toBeGreaterThan(300);
		expect(expectSame(await readBoth(texts, ".tab"))).toBeGreaterThan(300);
	});

	test.each(["iris", "titanic", "heart_disease", "zoo", "housing", "brown-selected"])(
		"Orange's own %s.tab",
		async (name) => {
			const path = join(await orangeFiles.ask<string>("datasets"), `${name}.tab`);
			const [orange] = await orangeFiles.ask<DescribedTable[]>([{ path }]);
			expect(describeTable((await readTab(path)).table)).toEqual(orange);
		},
	);
});
