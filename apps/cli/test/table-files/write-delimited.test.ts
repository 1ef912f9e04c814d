import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	codeColumn,
	continuous,
	createDomain,
	discrete,
	numberColumn,
	OrangeTable,
	string,
	textColumn,
	time,
} from "@allye/orange-table";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { csvText } from "../../src/table-files/csv-text";
import type { TextPiece } from "../../src/table-files/delimited-text";
import { readCsv, readTab } from "../../src/table-files/read-delimited";
import { tabText } from "../../src/table-files/tab-text";
import { type DescribedTable, describeTable } from "../described-table";
import { PYTHON, type PythonScript, startPython } from "../python";

let directory: string;
beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "allye-write-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const whole = (pieces: Iterable<TextPiece>) => [...pieces].map(({ text }) => text).join("");

const missing = { freq: 5, nil: null };
/** Text that no reader of Orange takes for a missing value, strips, or takes the quotes from. */
const word = fc
	.string({ unit: fc.constantFrom(..."abcXYZ0189,;:=#東京🍣"), minLength: 1, maxLength: 6 })
	.map((text) => `w${text}`);
const seconds = fc.integer({ min: -2_000_000_000, max: 7_000_000_000 });

/** Tables with every kind of variable in every role it may have. */
const table = fc.integer({ min: 0, max: 12 }).chain((rows) => {
	const column = <T>(values: fc.Arbitrary<T>) =>
		fc.array(fc.option(values, missing), { minLength: rows, maxLength: rows });
	return fc
		.record({
			values: fc.uniqueArray(word, { minLength: 2, maxLength: 5 }),
			decimals: fc.integer({ min: 0, max: 4 }),
			zone: fc.constantFrom("UTC", "+09:00", "-05:30"),
			unit: word,
		})
		.chain(({ values, decimals, zone, unit }) =>
			fc
				.record({
					amount: column(fc.integer({ min: -99999, max: 99999 }).map((n) => n / 10 ** decimals)),
					exact: column(fc.double({ noNaN: true, noDefaultInfinity: true })),
					grade: column(fc.constantFrom(...values)),
					day: column(seconds.map((s) => Math.floor(s / 86400) * 86400)),
					moment: column(
						fc.tuple(seconds, fc.integer({ min: 0, max: 999 })).map(([s, ms]) => (s * 1000 + ms) / 1000),
					),
					name: column(word),
				})
				.map(({ amount, exact, grade, day, moment, name }) => {
					const variables = {
						amount: continuous("amount", { numberOfDecimals: decimals, attributes: { unit } }),
						exact: continuous("exact, all digits", { numberOfDecimals: 17 }),
						grade: discrete("grade", values),
						day: time("day", { haveTime: false }),
						moment: time("moment", { timezone: zone }),
						name: string("name\tor 名前"),
					};
					const domain = createDomain({
						attributes: [variables.amount, variables.day],
						classVars: [variables.grade],
						metas: [variables.exact, variables.moment, variables.name],
					});
					return OrangeTable.fromColumns(domain, [
						numberColumn(variables.amount, amount),
						numberColumn(variables.exact, exact),
						codeColumn(variables.grade, grade),
						numberColumn(variables.day, day),
						numberColumn(variables.moment, moment),
						textColumn(variables.name, name),
					]);
				}),
		);
});

/** Decimals and zones are what the texts show: where there is no text, they are gone. */
function withoutDisplay({ attributes, classVars, metas, ...rest }: DescribedTable) {
	const strip = (variables: DescribedTable["metas"]) =>
		variables.map((variable) => ({
			...variable,
			numberOfDecimals: 0,
			timezone: "",
			haveDate: true,
			haveTime: true,
		}));
	return { ...rest, attributes: strip(attributes), classVars: strip(classVars), metas: strip(metas) };
}

test("a table written as .tab and read again is the same, its order of values, roles and attributes too", async () => {
	const path = join(directory, "again.tab");
	await fc.assert(
		fc.asyncProperty(table, async (table) => {
			await writeFile(path, whole(tabText(table)));
			const { table: again } = await readTab(path);
			expect(withoutDisplay(describeTable(again))).toEqual(withoutDisplay(describeTable(table)));
		}),
		{ numRuns: 200 },
	);
});

test("every number written as .csv is the same number when it is read", async () => {
	const path = join(directory, "numbers.csv");
	const number = fc.double({ noNaN: true, noDefaultInfinity: true });
	await fc.assert(
		fc.asyncProperty(fc.array(number, { minLength: 5, maxLength: 50 }), async (numbers) => {
			const variable = continuous("x");
			const values = [...numbers, 0.1, 123.5, -7];
			const table = OrangeTable.fromColumns(createDomain({ attributes: [variable] }), [
				numberColumn(variable, values),
			]);
			await writeFile(path, whole(csvText(table)));
			expect([...(await readCsv(path)).table.X.column(0)]).toEqual(values);
		}),
		{ numRuns: 100 },
	);
});

test(".csv is plain: names, shortest numbers, ISO times, nothing where missing, quotes where RFC 4180 wants them", () => {
	const [x, g, d, t, clock, zoned, s] = [
		continuous("x"),
		discrete("g", ["a,b", 'c"d']),
		time("d", { haveTime: false }),
		time("t"),
		time("clock", { haveDate: false }),
		time("zoned", { timezone: "Asia/Tokyo" }),
		string("s\nt"),
	];
	const table = OrangeTable.fromColumns(
		createDomain({ attributes: [x, d, t, clock, zoned], classVars: [g], metas: [s] }),
		[
			numberColumn(x, [0.1, null, 1e21]),
			codeColumn(g, ["a,b", null, 'c"d']),
			numberColumn(d, [86400, null, -86400]),
			numberColumn(t, [1700000000.25, null, 0]),
			numberColumn(clock, [3661, null, 0.000001]),
			numberColumn(zoned, [0, null, 1]),
			textColumn(s, ["two\r\nlines", "", " 東京 "]),
		],
	);
	expect(whole(csvText(table))).toBe(
		[
			'x,d,t,clock,zoned,g,"s\nt"',
			'0.1,1970-01-02,2023-11-14T22:13:20.250,01:01:01,1970-01-01T09:00:00+09:00,"a,b","two\r\nlines"',
			",,,,,,",
			'1e+21,1969-12-31,1970-01-01T00:00:00,00:00:00.000001,1970-01-01T09:00:01+09:00,"c""d", 東京 ',
			"",
		].join("\n"),
	);
});

describe.skipIf(!PYTHON)("beside Orange's own writer", { timeout: 120_000 }, () => {
	let orangeFiles: PythonScript;
	beforeAll(() => {
		orangeFiles = startPython("orange-files.py");
	});
	afterAll(() => orangeFiles.end());

	test.each(["iris", "titanic", "heart_disease", "zoo", "housing", "brown-selected"])(
		"%s.tab, read and written again, has the very bytes that Orange writes",
		async (name) => {
			const path = join(await orangeFiles.ask<string>("datasets"), `${name}.tab`);
			const rewrite = join(directory, `${name}.tab`);
			await orangeFiles.ask([{ path, rewrite }]);
			expect(whole(tabText((await readTab(path)).table))).toBe(await readFile(rewrite, "utf8"));
		},
	);

	test("Orange reads what is written as .tab as the same table", async () => {
		const tables = fc.sample(table, { numRuns: 200, seed: 4 }).filter(({ rowCount }) => rowCount > 0);
		const paths = tables.map((_, i) => ({ path: join(directory, `t${i}.tab`) }));
		for (const [i, { path }] of paths.entries()) await writeFile(path, whole(tabText(tables[i]!)));
		const orange = await orangeFiles.ask<DescribedTable[]>(paths);
		for (const [i, table] of tables.entries())
			expect(withoutDisplay(orange[i]!)).toEqual(withoutDisplay(describeTable(table)));
	});
});
