import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	codeColumn,
	continuous,
	createDomain,
	discrete,
	numberColumn,
	OrangeTable,
	roleOf,
	string,
	textAt,
	textColumn,
	textValues,
	time,
	variablesOf,
} from "../src";
import { table } from "./arbitrary-table";

const invalid = (message = "") =>
	expect.objectContaining({ code: "INVALID_ARGUMENT", message: expect.stringContaining(message) });

const iris = OrangeTable.fromColumns(
	createDomain({
		attributes: [continuous("length", { numberOfDecimals: 1 })],
		classVars: [discrete("iris", ["setosa", "versicolor"])],
		metas: [string("note"), time("seen")],
	}),
	[
		textColumn(string("note"), ["一", "", "three"]),
		numberColumn(continuous("length", { numberOfDecimals: 1 }), [5.1, null, 4.7]),
		codeColumn(discrete("iris", ["setosa", "versicolor"]), ["versicolor", "setosa", null]),
		numberColumn(time("seen"), [0, 1.5, Number.NaN]),
	],
);

describe("variables and domains", () => {
	it("refuse what Orange refuses", () => {
		expect(() => discrete("d", ["a", "a"])).toThrow(invalid('"a" twice'));
		expect(() => createDomain({ attributes: [continuous("x")], metas: [string("x")] })).toThrow(
			invalid('"x"'),
		);
		expect(() => createDomain({ attributes: [string("s")] })).toThrow(invalid("only be a meta"));
		expect(() => continuous("c", { numberOfDecimals: -1 })).toThrow(invalid("numberOfDecimals"));
		expect(() => string("\ud800")).toThrow(invalid("Unicode"));
		expect(() => discrete("d", ["\udc00"])).toThrow(invalid("Unicode"));
	});

	it("know their roles and order", () => {
		expect(variablesOf(iris.domain).map(({ name }) => name)).toEqual(["length", "iris", "note", "seen"]);
		expect(["length", "iris", "seen", "none"].map((name) => roleOf(iris.domain, name))).toEqual([
			"attribute",
			"class",
			"meta",
			null,
		]);
	});
});

describe("OrangeTable", () => {
	it("gives its values by column, by role and by row", () => {
		expect([iris.X.columnCount, iris.Y.columnCount, iris.metas.columnCount]).toEqual([1, 1, 2]);
		expect(iris.X.column(0)).toEqual(Float64Array.of(5.1, Number.NaN, 4.7));
		expect(iris.Y.column(0)).toEqual(Float64Array.of(1, 0, Number.NaN));
		expect(iris.Y.column(0)).toBe(iris.Y.column(0));
		expect([iris.Y.get(0, 0), iris.Y.get(2, 0)]).toEqual([1, Number.NaN]);
		expect([iris.metas.get(0, 0), iris.metas.get(1, 0), iris.metas.get(1, 1)]).toEqual(["一", "", 1.5]);
		expect([...iris.rows()]).toEqual([
			[5.1, "versicolor", "一", 0],
			[null, "setosa", null, 1.5],
			[4.7, null, "three", null],
		]);
		expect([...iris.rows(1, 2)]).toEqual([...iris.rows()].slice(1, 2));
		expect(() => iris.X.column(1)).toThrow(invalid());
		expect(() => iris.column("species")).toThrow(invalid('It has "length", "iris", "note", "seen"'));
	});

	it("refuses columns that are not its domain's", () => {
		const x = continuous("x");
		const domain = createDomain({ attributes: [x, continuous("y")] });
		const column = numberColumn(x, [1, 2]);
		const y = numberColumn(continuous("y"), [1]);
		expect(() => OrangeTable.fromColumns(domain, [column])).toThrow(invalid('"y"'));
		expect(() => OrangeTable.fromColumns(domain, [column, y])).toThrow(invalid("has 1 rows, the table 2"));
		expect(() => new OrangeTable(domain, [y, column])).toThrow(invalid("in the domain's order"));
		expect(() => new OrangeTable(createDomain({ attributes: [discrete("x")] }), [column])).toThrow(invalid());
		expect(() => codeColumn(discrete("d", ["a"]), Int32Array.of(1))).toThrow(invalid("code 1"));
		expect(() => codeColumn(discrete("d", ["a"]), ["b"])).toThrow(invalid('"b"'));
	});

	const tableAndRows = table.chain((table) =>
		fc.tuple(
			fc.constant(table),
			table.rowCount === 0
				? fc.constant<number[]>([])
				: fc.array(fc.nat({ max: table.rowCount - 1 }), { maxLength: 20 }),
		),
	);

	it("selects rows: row i of the selection is row rows[i] of the table", () => {
		fc.assert(
			fc.property(tableAndRows, ([table, rows]) => {
				const all = [...table.rows()];
				const selected = table.selectRows(rows);
				expect(selected.domain).toEqual(table.domain);
				expect([...selected.rows()]).toEqual(rows.map((row) => all[row]));
				expect([...table.selectRows(Uint32Array.from(rows)).rows()]).toEqual([...selected.rows()]);
			}),
		);
	});

	it("selects by a mask as by the indices it marks, whatever holds the mask", () => {
		fc.assert(
			fc.property(tableAndRows, ([table, rows]) => {
				const mask = Array.from({ length: table.rowCount }, (_, row) => rows.includes(row));
				const indices = [...new Set(rows)].sort((a, b) => a - b);
				const want = [...table.selectRows(indices).rows()];
				expect([...table.selectRows(mask).rows()]).toEqual(want);
				expect([...table.selectRows(Uint8Array.from(mask, Number)).rows()]).toEqual(want);
			}),
		);
	});

	it("refuses rows that are none", () => {
		for (const rows of [[3], [-1], [0.5], [Number.NaN], Int32Array.of(-1)])
			expect(() => iris.selectRows(rows)).toThrow(invalid("row index"));
		for (const mask of [[true], new Uint8Array(4)])
			expect(() => iris.selectRows(mask)).toThrow(invalid("mask"));
	});

	it("selects columns: their values, roles as they were, in the order asked for within each", () => {
		fc.assert(
			fc.property(
				table.chain((table) =>
					fc.tuple(
						fc.constant(table),
						fc.shuffledSubarray(table.columns.map(({ variable }) => variable.name)),
					),
				),
				([table, names]) => {
					const selected = table.selectColumns(names);
					expect(selected.rowCount).toBe(table.rowCount);
					for (const name of names) {
						expect(selected.column(name)).toBe(table.column(name));
						expect(roleOf(selected.domain, name)).toBe(roleOf(table.domain, name));
					}
					for (const variables of Object.values(selected.domain))
						expect(variables.map(({ name }: { name: string }) => name)).toEqual(
							names.filter((name) => variables.some((variable: { name: string }) => variable.name === name)),
						);
				},
			),
		);
		expect(() => iris.selectColumns(["length", "none"])).toThrow(invalid('"none"'));
		expect(() => iris.selectColumns(["length", "length"])).toThrow(invalid());
	});
});

describe("a text column", () => {
	it("gives back its texts", () => {
		fc.assert(
			fc.property(fc.array(fc.string({ unit: "binary" })), (texts) => {
				const column = textColumn(string("s"), texts);
				expect([...textValues(column)]).toEqual(texts);
				expect(texts.map((_, row) => textAt(column, row))).toEqual(texts);
			}),
		);
		const column = textColumn(string("s"), ["a", null]);
		expect(textAt(column, 1)).toBe("");
		expect(() => textAt(column, 2)).toThrow(invalid("2 rows"));
	});
});
