import { describe, expect, it } from "vitest";
import { continuous, createDomain, discrete, OrangeTable, string, time, variablesOf } from "../src";

const kinds = (table: OrangeTable) => variablesOf(table.domain).map(({ kind, name }) => `${name}: ${kind}`);

describe("OrangeTable.fromRows", () => {
	it("chooses the variables from the values", () => {
		const days = [0, 1, 2].map((day) => new Date(Date.UTC(2024, 0, 1 + day)));
		const table = OrangeTable.fromRows([
			{ text: "x", whole: 1, real: 0.5, flag: true, day: days[0], at: new Date(1500), few: "b", none: null },
			{ text: "y", whole: 2n, real: null, flag: false, day: days[1], at: null, few: "a" },
			{ text: "z", whole: 3, real: Number.NaN, flag: true, day: days[2], at: undefined, few: "b", late: 1 },
		]);
		expect(kinds(table)).toEqual([
			"whole: continuous",
			"real: continuous",
			"flag: continuous",
			"day: time",
			"at: time",
			"few: discrete",
			"none: discrete",
			"late: continuous",
			"text: string",
		]);
		expect(table.column("whole").variable).toMatchObject({ numberOfDecimals: 0 });
		expect(table.column("real").variable).toMatchObject({ numberOfDecimals: 3 });
		expect(table.column("day").variable).toMatchObject({ haveDate: true, haveTime: false });
		expect(table.column("at").variable).toMatchObject({ haveDate: true, haveTime: true });
		expect(table.column("few").variable).toMatchObject({ values: ["a", "b"] });
		expect([...table.rows(0, 1)]).toEqual([[1, 0.5, 1, 1_704_067_200, 1.5, "b", null, null, "x"]]);
	});

	it("sorts values by code points", () => {
		const values = ["\uff5e", "😀", "z", "é"];
		const table = OrangeTable.fromRows([...values, ...values, ...values].map((x) => ({ x })));
		expect(table.column("x").variable).toMatchObject({ values: ["z", "é", "\uff5e", "😀"] });
	});

	it("does what a given domain says", () => {
		const domain = createDomain({
			attributes: [continuous("n"), time("t")],
			classVars: [discrete("c", ["no", "yes"])],
			metas: [string("s")],
		});
		const table = OrangeTable.fromRows([{ s: "a", c: "yes", n: 1, t: 5, extra: 1 }, {}], { domain });
		expect(table.domain).toEqual(domain);
		expect([...table.rows()]).toEqual([
			[1, 5, "yes", "a"],
			[null, null, null, null],
		]);
		const wrong = expect.objectContaining({ code: "INVALID_ARGUMENT" });
		expect(() => OrangeTable.fromRows([{ n: "1" }], { domain })).toThrow(wrong);
		expect(() => OrangeTable.fromRows([{ c: "maybe" }], { domain })).toThrow(wrong);
	});

	it("refuses columns of several sorts, and what is no value", () => {
		const wrong = expect.objectContaining({
			code: "INVALID_ARGUMENT",
			message: expect.stringContaining('"x"'),
		});
		expect(() => OrangeTable.fromRows([{ x: 1 }, { x: "a" }])).toThrow(wrong);
		expect(() => OrangeTable.fromRows([{ x: [1] }])).toThrow(wrong);
	});

	it("takes names as they are, and no rows at all", () => {
		expect(kinds(OrangeTable.fromRows([JSON.parse('{"__proto__": 1, "toString": 2}'), {}]))).toEqual([
			"__proto__: continuous",
			"toString: continuous",
		]);
		expect(OrangeTable.fromRows([])).toMatchObject({ rowCount: 0, columns: [] });
	});
});
