import { expect, it } from "vitest";
import { OrangeTable, type TextColumn, textAt } from "../src";

it("does what the README shows", () => {
	const table = OrangeTable.fromRows([
		{ name: "東京", population: 14_000_000, coast: "yes" },
		{ name: "奈良", population: 1_300_000, coast: "no" },
		{ name: "大阪", population: 8_800_000, coast: "yes" },
	]);
	expect(table.X.column(0)).toEqual(Float64Array.of(14_000_000, 1_300_000, 8_800_000));
	expect(table.X.get(1, 1)).toBe(0);
	expect(textAt(table.column("name") as TextColumn, 2)).toBe("大阪");
	const coast = table.selectRows(Array.from(table.rows(), ([, coast]) => coast === "yes"));
	expect([...coast.rows()]).toEqual([
		[14_000_000, "yes", "東京"],
		[8_800_000, "yes", "大阪"],
	]);
	expect(coast.selectColumns(["population"]).X.columnCount).toBe(1);
});
