import { expect, test } from "vitest";
import { describeTable, exactFloat, floatOf } from "../src";

test("a table is described column by column, in its roles", () => {
	const attributes = {};
	const columns = {
		c: { values: Float64Array.of(-0, Number.NaN, Infinity) },
		d: { codes: Int32Array.of(1, -1, 0) },
		s: {
			chunks: [
				{ length: 1, offsets: Int32Array.of(0, 4), bytes: new TextEncoder().encode("🍣") },
				{ length: 2, offsets: Int32Array.of(1, 1, 2), bytes: new TextEncoder().encode("xy") },
			],
		},
	};
	const domain = {
		attributes: [{ kind: "continuous" as const, name: "c", numberOfDecimals: 3, attributes }],
		classVars: [{ kind: "discrete" as const, name: "d", values: ["a", "b"], attributes }],
		metas: [{ kind: "string" as const, name: "s", attributes }],
	};
	const column = (name: string) => columns[name as keyof typeof columns];
	expect(describeTable({ domain, rowCount: 3, column })).toEqual({
		rows: 3,
		domain,
		X: [["-0", "nan", "inf"]],
		Y: [[1, "nan", 0]],
		metas: [["🍣", "", "y"]],
	});
});

test("exact floats are exact", () => {
	for (const value of [0, -0, 1.5, Number.NaN, Infinity, -Infinity, 2 ** -1074, 1.7976931348623157e308]) {
		expect(floatOf(exactFloat(value))).toBe(value);
	}
});
