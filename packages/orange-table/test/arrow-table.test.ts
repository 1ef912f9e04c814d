import { tableFromArrays, tableToIPC } from "apache-arrow";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OrangeTable } from "../src";
import { table } from "./arbitrary-table";
import { PythonOrange } from "./python-orange";
import { pythonTable } from "./python-table";

let python: PythonOrange;
beforeAll(async () => {
	python = await PythonOrange.start();
});
afterAll(() => python.close());

describe("toArrow and fromArrow", () => {
	it("lose nothing but what a Time has past nanoseconds", async () => {
		await fc.assert(
			fc.asyncProperty(
				table.filter(({ columns, rowCount }) => columns.length > 0 && rowCount > 0),
				async (table) => {
					const back = await OrangeTable.fromArrow(await table.toArrow());
					expect(back.domain).toEqual(table.domain);
					for (const [position, { variable }] of back.columns.entries()) {
						const [want, got] = [table, back].map((side) => Array.from(side.rows(), (row) => row[position]));
						const whole = variable.kind === "continuous" && variable.numberOfDecimals === 0;
						if (variable.kind === "time")
							for (const [row, value] of want!.entries()) expectNear(got![row], value);
						else if (!whole) expect(got).toEqual(want);
					}
				},
			),
			{ numRuns: 100 },
		);
	});

	it("gives a Table that apache-arrow can write and Python read", async () => {
		await fc.assert(
			fc.asyncProperty(
				table.filter(({ columns, rowCount }) => columns.length > 0 && rowCount > 0),
				async (table) => {
					const arrow = Buffer.from(tableToIPC(await table.toArrow(), "stream")).toString("base64");
					await python.ask("compare", { ...pythonTable(table), arrow });
				},
			),
			{ numRuns: 50 },
		);
	});

	it("takes any Arrow table", async () => {
		const arrow = tableFromArrays({ n: Float64Array.of(1, 2), flag: [true, false], text: ["x", "y"] });
		const table = await OrangeTable.fromArrow(arrow as never);
		expect([...table.rows()]).toHaveLength(2);
		expect(table.column("n")).toMatchObject({ values: Float64Array.of(1, 2) });
	});
});

/** A nanosecond and a half, for pandas rounds and then cuts; or what float64 cannot tell apart. */
function expectNear(got: unknown, want: unknown): void {
	if (typeof want !== "number" || typeof got !== "number") expect(got).toBe(want);
	else expect(Math.abs(got - want)).toBeLessThanOrEqual(1.6e-9 + Math.abs(want) * 2 ** -52);
}
