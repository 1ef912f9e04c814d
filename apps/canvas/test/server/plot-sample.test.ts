import { continuous, createDomain, discrete, numberColumn, OrangeTable, string } from "@allye/orange-table";
import { createTransmitter } from "@allye/transmitter";
import { expect, test } from "vitest";
import {
	type Distribution,
	decodePlotPoints,
	decodeTableWindow,
	MAX_SAMPLED_POINTS,
} from "../../src/contract";
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
	// And counted: the same rows.
	const bars = (await (await subject.get(`api/tables/${id}/distribution?column=y`)).json()) as Distribution;
	expect(bars).toMatchObject({ rows: MAX_SAMPLED_POINTS, sampleOf: rows, missing: points.missing });
	expect(bars.series[0]!.counts.reduce((sum, count) => sum + count, 0)).toBe(points.ofRows);
	expect((await subject.get(`api/tables/${id}/distribution?column=nothing`)).status).toBe(400);
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
	const bars = async (query: string) =>
		(await subject.get(`api/tables/${id}/distribution?${query}`)).json() as Promise<Distribution>;
	expect(await bars("column=x&splitBy=kind")).toMatchObject({ rows: 2, sampleOf: 2 });
	expect((await bars("column=note")).values?.toSorted()).toEqual(["one", "two"]);
});

test("a table that stays on disk has the kinds and roles that were chosen, of all its rows", async () => {
	await using subject = await CanvasUnderTest.start();
	// What the first 50,000 rows do not show: 7 in the last one.
	const n = Array.from({ length: 60_001 }, (_, i) => (i === 60_000 ? 7 : i % 3));
	const rows = n.map((n) => ({ n, other: n / 2, text: `t${n}` }));
	const { event } = await createTransmitter({ secretDir: subject.secretDir }).send(rows, {
		tableName: "t",
		transport: "file",
	});
	const [add, choose] = receiverOf("r", "t");
	await subject.run(add!, choose!);
	const sha = event.payload!.schema_sha256;
	await subject.run(
		{
			type: "set",
			id: "r",
			settings: {
				overrides: {
					[sha]: { n: { kind: "discrete" }, other: { role: "target" }, text: { kind: "discrete" } },
				},
			},
		},
		{ type: "load", id: "r", load: { ...ALL, how: "browse" } },
	);
	const { id, variables, isLazy } = await subject.output("r");
	expect(isLazy).toBe(true);
	expect(variables.map(({ name, kind, role }) => [name, kind, role])).toEqual([
		["n", "discrete", "feature"],
		["text", "discrete", "feature"],
		["other", "continuous", "target"],
	]);
	const answer = await subject.get(`api/tables/${id}/window?start=60000&end=60001&columns=0-2`);
	const columns = decodeTableWindow(await answer.arrayBuffer()).columns;
	const said = columns.map((column, i) =>
		column.as === "code"
			? variables[i]!.values![column.codes[0]!]
			: column.as === "number" && column.values[0],
	);
	expect(said).toEqual(["7", "t7", 3.5]);
	// As loading them would have made it.
	await subject.run({ type: "load", id: "r", load: ALL });
	const loaded = await subject.until(() => {
		const { data } = subject.state("r").outputs;
		return data?.isLazy === false && data;
	});
	expect(loaded.variables).toEqual(variables);
});
