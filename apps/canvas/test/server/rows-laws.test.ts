import {
	codeColumn,
	continuous,
	createDomain,
	discrete,
	numberColumn,
	OrangeTable,
	string,
	textAt,
	textColumn,
	time,
} from "@allye/orange-table";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	type ColumnFilter,
	decodePlotPoints,
	decodeTableWindow,
	encodePlotPoints,
	encodeTableWindow,
	type SortKey,
} from "../../src/contract";
import { distribution, roundEdges } from "../../src/server/rows/distribution";
import { filterRows } from "../../src/server/rows/filter-rows";
import { pickRows, polygonTest } from "../../src/server/rows/pick-rows";
import { plotPoints } from "../../src/server/rows/plot-points";
import { keptView, makeView } from "../../src/server/rows/row-view";
import { sortRows } from "../../src/server/rows/sort-rows";
import { parsePositions, tableWindow } from "../../src/server/rows/table-window";
import { HeldTable } from "../../src/server/tables/held-table";

const NUMBERS = [Number.NaN, 0, -0, 1, -1, 0.5, 1e300, -1e300, 5e-324, Infinity, -Infinity, 3, 2];
const TEXTS = ["", "a", "b", "B", "ab", "東京", "𠮷野", "\uffff", "é", "z".repeat(9)];
const VALUES = ["low", "mid", "high"];

const cell = fc.record({
	n: fc.oneof(fc.constantFrom(...NUMBERS), fc.double()),
	t: fc.constantFrom(Number.NaN, 0, 86_400, 1e9, -5),
	c: fc.constantFrom(-1, 0, 1, 2),
	s: fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: "grapheme", maxLength: 4 })),
});
type Cell = { n: number; t: number; c: number; s: string };

const domain = createDomain({
	attributes: [continuous("n"), time("t"), discrete("c", VALUES)],
	metas: [string("s")],
});
const tableOf = (cells: readonly Cell[]) =>
	OrangeTable.fromColumns(domain, [
		numberColumn(
			continuous("n"),
			Float64Array.from(cells, ({ n }) => n),
		),
		numberColumn(
			time("t"),
			Float64Array.from(cells, ({ t }) => t),
		),
		codeColumn(
			discrete("c", VALUES),
			Int32Array.from(cells, ({ c }) => c),
		),
		textColumn(
			string("s"),
			cells.map(({ s }) => s),
		),
	]);
const cells = fc.array(cell, { maxLength: 60 });

const NAMES = ["n", "t", "c", "s"] as const;
const sortKey = fc.record({ column: fc.constantFrom(...NAMES), descending: fc.boolean() });
const filter = fc.oneof(
	fc.record({
		column: fc.constantFrom(...NAMES),
		is: fc.constant("between"),
		low: fc.constantFrom(null, 0, 1, -1e300),
		high: fc.constantFrom(null, 0, 2, 1e10),
	}),
	fc.record({
		column: fc.constantFrom(...NAMES),
		is: fc.constant("one-of"),
		values: fc.subarray(["low", "high", "a", "東京", "1", "0", "0.5", ""]),
	}),
	fc.record({
		column: fc.constantFrom(...NAMES),
		is: fc.constant("containing"),
		text: fc.constantFrom("", "A", "b", "0", "京", "LOW", "e"),
	}),
	fc.record({ column: fc.constantFrom(...NAMES), is: fc.constantFrom("missing", "present") }),
) as fc.Arbitrary<ColumnFilter>;

const isMissing = (cell: Cell, name: keyof Cell) =>
	name === "c" ? cell.c === -1 : name === "s" ? cell.s === "" : Number.isNaN(cell[name]);

/** The definition: one value of one row. */
function lets(cell: Cell, filter: ColumnFilter): boolean {
	const name = filter.column as keyof Cell;
	if (filter.is === "missing") return isMissing(cell, name);
	if (isMissing(cell, name)) return false;
	const shown = name === "c" ? VALUES[cell.c]! : String(cell[name]);
	switch (filter.is) {
		case "present":
			return true;
		case "between":
			return (
				name !== "s" && (filter.low ?? -Infinity) <= cell[name] && cell[name] <= (filter.high ?? Infinity)
			);
		case "one-of":
			return name === "c" || name === "s"
				? filter.values.includes(shown)
				: filter.values.some((text) => text !== "" && Number(text) === cell[name]);
		case "containing":
			return shown.toLowerCase().includes(filter.text.toLowerCase());
	}
}

/** The definition: which of two rows comes first. */
function order(a: Cell, b: Cell, { column, descending }: SortKey): number {
	const name = column as keyof Cell;
	const [missingA, missingB] = [isMissing(a, name), isMissing(b, name)];
	if (missingA || missingB) return Number(missingA) - Number(missingB);
	const codePoints = (text: string) => [...text].map((letter) => letter.codePointAt(0)!);
	let by = 0;
	if (name === "s") {
		const [x, y] = [codePoints(a.s), codePoints(b.s)];
		const at = x.findIndex((point, i) => point !== y[i]);
		by = at === -1 ? x.length - y.length : x[at]! - (y[at] ?? -1);
	} else by = a[name] < b[name] ? -1 : a[name] > b[name] ? 1 : 0;
	return descending ? -by : by;
}

describe("a view", () => {
	test("shows the rows that pass the filters, in the order of the keys", async () => {
		await fc.assert(
			fc.asyncProperty(
				cells,
				fc.array(sortKey, { maxLength: 3 }),
				fc.array(filter, { maxLength: 2 }),
				async (cells, sort, filters) => {
					const table = tableOf(cells);
					const rows = await sortRows(table, sort, await filterRows(table, filters));
					const expected = cells
						.map((cell, row) => ({ cell, row }))
						.filter(({ cell }) => filters.every((filter) => lets(cell, filter)))
						// Array.sort is stable.
						.sort((a, b) => sort.map((key) => order(a.cell, b.cell, key)).find((by) => by !== 0) ?? 0)
						.map(({ row }) => row);
					expect([...rows]).toEqual(expected);
				},
			),
			{ numRuns: 500 },
		);
	});

	test("windows of it are those rows, on the wire too", async () => {
		await fc.assert(
			fc.asyncProperty(
				cells,
				fc.array(sortKey, { maxLength: 2 }),
				fc.array(filter, { maxLength: 1 }),
				fc.tuple(fc.nat(70), fc.nat(20)),
				fc.array(fc.nat(3), { maxLength: 4 }),
				async (cells, sort, filters, [start, count], columns) => {
					const held = new HeldTable(tableOf(cells), { name: "t" });
					const { view, rowCount } = await makeView(held, { sort, filters });
					const rows = keptView(held, view)!;
					expect(rows.length).toBe(rowCount);
					const bytes = encodeTableWindow(
						await tableWindow(held.table, { start, end: start + count, columns, view: rows }),
					);
					const window = decodeTableWindow(bytes.buffer);
					const shown = [...rows.slice(start, start + count)];
					expect([...(window.rowNumbers ?? [])]).toEqual(shown);
					for (const [i, column] of window.columns.entries()) {
						const name = NAMES[columns[i]!]!;
						expect(column.position).toBe(columns[i]);
						const values =
							column.as === "text" ? column.texts : column.as === "code" ? column.codes : column.values;
						expect([...values]).toEqual(shown.map((row) => cells[row]![name]));
					}
				},
			),
			{ numRuns: 200 },
		);
	});

	test("is kept while it is among the last few", async () => {
		const held = new HeldTable(tableOf([]), { name: "t" });
		const first = await makeView(held, { sort: [], filters: [] });
		for (let i = 0; i < 6; i++) await makeView(held, { sort: [], filters: [] });
		expect(keptView(held, first.view)).toBeUndefined();
	});

	test("sorts many texts that begin alike, and keeps the order of equal ones", async () => {
		const texts = Array.from({ length: 30_000 }, (_, i) => `the same ${(i * 7919) % 20_000} é`);
		const table = tableOf(texts.map((s) => ({ n: 0, t: 0, c: 0, s })));
		const rows = await sortRows(
			table,
			[{ column: "s", descending: false }],
			Uint32Array.from(texts, (_, i) => i),
		);
		// Of these texts JavaScript's order, by UTF-16 units, is that of code points. Array.sort is stable.
		const expected = [...texts.keys()].sort((a, b) =>
			texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : a - b,
		);
		expect([...rows]).toEqual(expected);
	});
});

describe("what is picked", () => {
	test("by filters: the rows that pass", async () => {
		await fc.assert(
			fc.asyncProperty(cells, fc.array(filter, { maxLength: 3 }), async (cells, filters) => {
				const rows = await pickRows(tableOf(cells), { by: "filters", filters });
				const expected = cells.flatMap((cell, row) =>
					filters.every((filter) => lets(cell, filter)) ? row : [],
				);
				expect([...rows]).toEqual(expected);
			}),
		);
	});

	test("by ranges: their rows, as far as there are some", async () => {
		const table = tableOf(Array.from({ length: 10 }, (_, n) => ({ n, t: 0, c: 0, s: "" })));
		const ranges = [
			[1, 3],
			[8, 20],
			[30, 40],
		] as const;
		expect([...(await pickRows(table, { by: "rows", ranges }))]).toEqual([1, 2, 8, 9]);
	});

	test("by a polygon: in a convex one, the points on the inner side of every edge", async () => {
		const around = fc
			.uniqueArray(fc.integer({ min: 0, max: 35 }), { minLength: 3, maxLength: 9 })
			.map((steps) => steps.sort((a, b) => a - b).map((step) => (step * Math.PI) / 18))
			.map((angles) => angles.map((at) => [Math.cos(at), Math.sin(at)] as const));
		// Not on a round number, where corners and edges lie.
		const at = fc.integer({ min: -120, max: 120 }).map((hundredths) => hundredths / 100 + 0.00123);
		fc.assert(
			fc.property(around, at, at, (corners, x, y) => {
				const sides = corners.map(([x1, y1], i) => {
					const [x2, y2] = corners[(i + 1) % corners.length]!;
					return (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
				});
				fc.pre(sides.every((side) => Math.abs(side) > 1e-9));
				expect(polygonTest(corners)(x, y)).toBe(sides.every((side) => side > 0));
			}),
			{ numRuns: 500 },
		);
	});

	test("by a polygon over a number and a category; missing values are never inside", async () => {
		const cells = [
			{ n: 1, t: 0, c: 0, s: "" },
			{ n: 1, t: 0, c: 1, s: "" },
			{ n: Number.NaN, t: 0, c: 0, s: "" },
			{ n: 1, t: 0, c: -1, s: "" },
			{ n: 5, t: 0, c: 0, s: "" },
		];
		const corners = [
			[0, -2],
			[2, -2],
			[2, 0.5],
			[0, 0.5],
		] as const;
		const rows = await pickRows(tableOf(cells), { by: "polygon", x: "n", y: "c", corners });
		expect([...rows]).toEqual([0]);
		await expect(pickRows(tableOf(cells), { by: "polygon", x: "n", y: "s", corners })).rejects.toMatchObject({
			code: "INVALID_ARGUMENT",
		});
	});
});

describe("points of a plot", () => {
	test("one for each row that has both values, where its values are", async () => {
		await fc.assert(
			fc.asyncProperty(cells, fc.nat(59), async (cells, pickedRow) => {
				const table = tableOf(cells);
				const picked = pickedRow < cells.length ? Uint32Array.of(pickedRow) : null;
				const made = await plotPoints(table, { x: "n", y: "c", color: "t", size: "n", picked });
				const points = decodePlotPoints(encodePlotPoints(made).buffer);
				const rows = cells.flatMap(({ n, c }, row) => (Number.isFinite(n) && c !== -1 ? row : []));
				expect([...points.rows]).toEqual(rows);
				expect(points.ofRows).toBe(rows.length);
				expect(points.missing).toBe(cells.length - rows.length);
				expect([...points.picked]).toEqual(rows.map((row) => Number(row === pickedRow)));
				for (const [i, row] of rows.entries()) {
					const { low, high } = points.x;
					const half = Number.isFinite(high - low) ? 1 : 0.5;
					const expected = (cells[row]!.n * half - low * half) / (high * half - low * half);
					expect(points.xs[i]! / 2 + 0.5).toBeCloseTo(high === low ? 0.5 : expected, 5);
					const { t } = cells[row]!;
					expect(points.color![i]! === -1).toBe(Number.isNaN(t));
				}
			}),
		);
	});

	test("of too many a uniform sample, the same each time, whose rows ascend", async () => {
		const table = tableOf(Array.from({ length: 5_000 }, (_, n) => ({ n, t: n, c: n % 3, s: "" })));
		const request = { x: "n", y: "t", color: "c", size: null, picked: null, maxPoints: 1_000 };
		const { rows, ofRows, color } = await plotPoints(table, request);
		expect(rows.length).toBe(1_000);
		expect(ofRows).toBe(5_000);
		expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
		expect(new Set(rows).size).toBe(1_000);
		expect([...color!]).toEqual(Array.from(rows, (row) => row % 3));
		// Expected 500 in the first half; 6 standard deviations are 85.
		const early = rows.filter((row) => row < 2_500).length;
		expect(early).toBeGreaterThan(400);
		expect(early).toBeLessThan(600);
		expect((await plotPoints(table, request)).rows).toEqual(rows);
	});
});

describe("bars", () => {
	test("count every row once: in a bar, in the others, or as missing", async () => {
		await fc.assert(
			fc.asyncProperty(cells, fc.constantFrom(...NAMES), async (cells, name) => {
				const bars = await distribution(tableOf(cells), name, null);
				const total = bars.series[0]!.counts.reduce((sum, count) => sum + count, 0);
				expect(total + bars.others + bars.missing).toBe(cells.length);
				if (bars.edges !== null) {
					const { edges } = bars;
					const expected = edges
						.slice(1)
						.map(
							(edge, i) =>
								cells.filter(
									(cell) =>
										Number.isFinite(cell[name] as number) &&
										(cell[name] as number) >= edges[i]! &&
										((cell[name] as number) < edge || (i === edges.length - 2 && cell[name] === edge)),
								).length,
						);
					expect(bars.series[0]!.counts).toEqual(expected);
				}
			}),
			{ numRuns: 300 },
		);
	});

	test("split by a category: the rows of each, together all that have one", async () => {
		await fc.assert(
			fc.asyncProperty(cells, async (cells) => {
				const bars = await distribution(tableOf(cells), "n", "c");
				expect(bars.series.map(({ name }) => name)).toEqual(VALUES);
				for (const [code, { counts }] of bars.series.entries())
					expect(counts.reduce((sum, count) => sum + count, 0)).toBe(
						cells.filter(({ n, c }) => c === code && Number.isFinite(n)).length,
					);
			}),
		);
	});

	test("have round edges around all values", () => {
		const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
		fc.assert(
			fc.property(finite, finite, (a, b) => {
				const [low, high] = [Math.min(a, b), Math.max(a, b)];
				const edges = roundEdges(low, high);
				expect(edges[0]).toBeLessThanOrEqual(low);
				expect(edges.at(-1)).toBeGreaterThanOrEqual(high);
				expect(edges.length).toBeLessThan(40);
				for (const [i, edge] of edges.entries()) if (i > 0) expect(edge).toBeGreaterThan(edges[i - 1]!);
			}),
			{ numRuns: 1_000 },
		);
	});
});

test("text in a window is cut after 200 characters, never inside of one", async () => {
	const table = tableOf([{ n: 0, t: 0, c: 0, s: `${"x".repeat(199)}𠮷${"y".repeat(100)}` }]);
	const { columns } = await tableWindow(table, { start: 0, end: 1, columns: [3] });
	expect(columns[0]).toEqual({ position: 3, as: "text", texts: [`${"x".repeat(199)}…`] });
	expect(textAt(table.column("s") as never, 0).length).toBeGreaterThan(200);
});

test("columns of a window are positions and ranges", () => {
	expect(parsePositions("0-3,7")).toEqual([0, 1, 2, 3, 7]);
	for (const text of ["x", "1-", "-1", "1.5", "1,,2", "9999999", " 1"])
		expect(() => parsePositions(text)).toThrow();
});
