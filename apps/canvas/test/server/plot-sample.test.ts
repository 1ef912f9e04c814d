import { continuous, createDomain, discrete, numberColumn, OrangeTable, string } from "@allye/orange-table";
import { createTransmitter } from "@allye/transmitter";
import { expect, test } from "vitest";
import { decodePlotPoints, decodeTableWindow, MAX_SAMPLED_POINTS } from "../../src/contract";
import { ALL, CanvasUnderTest, receiverOf } from "./canvas-under-test";

test("of a table that stays on disk a sample is plotted: its own rows, at most so many, the same ones again, none of them picked", async () => {
	await using subject = await CanvasUnderTest.start();
	const rows = MAX_SAMPLED_POINTS + 50_000;
	const [x, y] = [continuous("x"), continuous("y")];
	const table = OrangeTable.fromColumns(createDomain({ attributes: [x, y] }), [
		numberColumn(
			x,
			Float64Array.from({ length: rows }, (_, i) => i),
		),
		numberColumn(
			y,
			Float64Array.from({ length: rows }, (_, i) => (i % 10 === 0 ? Number.NaN : i * 2)),
		),
	]);
	await createTransmitter({ secretDir: subject.secretDir }).send(table, {
		tableName: "t",
		transport: "file",
	});
	await subject.run(
		...receiverOf("r", "t").slice(0, 2),
		{ type: "load", id: "r", load: { ...ALL, how: "browse" } },
		{ type: "add-node", id: "plot", widget: "scatter-plot", position: { x: 0, y: 0 } },
		{ type: "add-link", id: "1", from: "r", output: "data", to: "plot" },
		{ type: "set", id: "plot", settings: { picked: { by: "rows", ranges: [[0, rows]] } } },
	);
	const { id } = await subject.output("r");
	const get = async () => {
		const answer = await subject.get(`api/tables/${id}/points?x=x&y=y&color=y&node=plot`);
		expect(answer.status).toBe(200);
		return decodePlotPoints(await answer.arrayBuffer());
	};
	const points = await get();
	expect(points.sampleOf).toBe(rows);
	expect(points.ofRows + points.missing).toBe(MAX_SAMPLED_POINTS);
	expect(points.missing / MAX_SAMPLED_POINTS).toBeCloseTo(0.1, 2);
	expect(points.rows).toHaveLength(points.ofRows);
	expect(new Set(points.rows).size).toBe(points.ofRows);
	expect(points.picked.every((mark) => mark === 0)).toBe(true);
	// Spread over all of the table, each where its row says.
	const mean = points.rows.reduce((sum, row) => sum + row, 0) / points.ofRows;
	expect(mean / rows).toBeCloseTo(0.5, 1);
	for (const i of [0, 1, 5000, points.ofRows - 1]) {
		const row = points.rows[i]!;
		const value = points.x.low + ((points.xs[i]! + 1) / 2) * (points.x.high - points.x.low);
		expect((value - row) / rows).toBeCloseTo(0, 6);
		const answer = await subject.get(`api/tables/${id}/window?start=${row}&end=${row + 1}&columns=0`);
		const [column] = decodeTableWindow(await answer.arrayBuffer()).columns;
		expect(column?.as === "number" && column.values[0]).toBe(row);
	}
	expect((await get()).rows).toEqual(points.rows);
	expect((await subject.get(`api/tables/${id}/points?x=x&y=nothing`)).status).toBe(400);
});

test("of a small table on disk all rows are plotted; text has no place there", async () => {
	await using subject = await CanvasUnderTest.start();
	const table = OrangeTable.fromRows(
		[
			{ x: 1, kind: "a", note: "one" },
			{ x: 2, kind: "b", note: "two" },
		],
		{
			domain: createDomain({
				attributes: [continuous("x"), discrete("kind", ["a", "b"])],
				metas: [string("note")],
			}),
		},
	);
	await createTransmitter({ secretDir: subject.secretDir }).send(table, {
		tableName: "t",
		transport: "file",
	});
	await subject.run(...receiverOf("r", "t").slice(0, 2), {
		type: "load",
		id: "r",
		load: { ...ALL, how: "browse" },
	});
	const { id } = await subject.output("r");
	const points = decodePlotPoints(
		await (await subject.get(`api/tables/${id}/points?x=x&y=kind&color=kind`)).arrayBuffer(),
	);
	expect([...points.rows]).toEqual([0, 1]);
	expect(points).toMatchObject({ sampleOf: 2, ofRows: 2, missing: 0 });
	expect([...points.color!]).toEqual([0, 1]);
	expect((await subject.get(`api/tables/${id}/points?x=x&y=note`)).status).toBe(400);
});
