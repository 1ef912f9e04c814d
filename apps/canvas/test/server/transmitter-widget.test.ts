import { readFileSync } from "node:fs";
import path from "node:path";
import { createReceiver } from "@allye/receiver";
import { describe, expect, test } from "vitest";
import type { Command } from "../../src/contract";
import { CanvasUnderTest } from "./canvas-under-test";
import { PYTHON, Python } from "./python";

/** Around the setosas: 50 flowers. */
const SETOSAS = {
	by: "polygon",
	x: "petal length",
	y: "petal width",
	corners: [
		[0, 0],
		[3, 0],
		[3, 1],
		[0, 1],
	],
} as const;
const pickSetosas: Command = { type: "set", id: "scatter-plot", settings: { picked: SETOSAS } };

describe("a first visit", () => {
	test("finds iris loaded, ready to lasso; then what is picked can be sent", async () => {
		await using subject = await CanvasUnderTest.start({ isEmpty: false });
		expect(subject.workflow.nodes.map(({ widget }) => widget)).toEqual([
			"receiver",
			"scatter-plot",
			"transmitter",
		]);
		expect(await subject.output("receiver")).toMatchObject({ name: "iris", rowCount: 150 });
		expect(subject.state("transmitter").summary?.key).toBe("no-selection");
		await subject.run(pickSetosas);
		expect(await subject.output("scatter-plot", "selected")).toMatchObject({ rowCount: 50, ofRows: 150 });
		const { sends } = subject.state("transmitter");
		expect(sends).toMatchObject({ tableName: expect.stringMatching(/^table_\d+_/), version: 1 });

		await subject.run({ type: "send", id: "transmitter" });
		const sent = await subject.until(() => subject.state("transmitter").sent);
		expect(sent).toMatchObject({
			tableName: sends!.tableName,
			pythonLine: `df = get_dataframe("${sends!.tableName}", producer="allye", secret_dir="${subject.secretDir}")`,
		});
		expect(subject.state("transmitter").sends?.tableName).not.toBe(sent.tableName);
		await using receiver = createReceiver({ secretDir: subject.secretDir });
		await using incoming = await receiver.open(sent.tableName, { producer: "allye" });
		expect(incoming.rowCount).toBe(50);
	});

	test("with tables there already, but no iris: sends nothing", async () => {
		await using other = await CanvasUnderTest.start({ isEmpty: false });
		const { secretDir } = other;
		await other.run(pickSetosas, { type: "set", id: "transmitter", settings: { tableName: "mine" } });
		await other.output("scatter-plot", "selected");
		await other.run({ type: "send", id: "transmitter" });
		await other.until(() => other.state("transmitter").sent);
		const manifest = path.join(secretDir, "manifest.jsonl");
		const before = readFileSync(manifest, "utf8");
		await using again = await CanvasUnderTest.start({ isEmpty: false, secretDir });
		await again.output("receiver");
		expect(readFileSync(manifest, "utf8")).toBe(before);
	});
});

describe("sending", () => {
	test("a name that exists gets a new version; without anything to send it says what is missing", async () => {
		await using subject = await CanvasUnderTest.start({ isEmpty: false });
		await subject.run(
			{ type: "set", id: "transmitter", settings: { tableName: "mine" } },
			{ type: "send", id: "transmitter" },
		);
		expect(subject.state("transmitter").messages[0]?.key).toMatch(/^no-(data|selection)$/);
		await subject.run(pickSetosas);
		await subject.output("scatter-plot", "selected");
		for (const version of [1, 2]) {
			expect(subject.state("transmitter").sends).toEqual({ tableName: "mine", version });
			await subject.run({ type: "send", id: "transmitter" });
			await subject.until(() => subject.state("transmitter").sends?.version === version + 1);
		}
		expect(subject.state("transmitter").status).toBe("ready");
	});

	test("automatically only where it is switched on, and not when a workflow is opened", async () => {
		await using subject = await CanvasUnderTest.start({ isEmpty: false });
		await subject.run(pickSetosas);
		await subject.output("scatter-plot", "selected");
		expect(subject.state("transmitter").sent).toBeUndefined();
		await subject.run(
			{
				type: "set",
				id: "transmitter",
				settings: { tableName: "auto", sendAutomatically: true },
			},
			{ type: "set", id: "scatter-plot", settings: { picked: { by: "rows", ranges: [[0, 7]] } } },
		);
		await subject.until(() => subject.state("transmitter").sent);
		const { workflow } = subject;
		await using again = await CanvasUnderTest.start();
		await again.run({ type: "send-sample-table" }, { type: "open-workflow", workflow });
		await again.output("scatter-plot", "selected");
		await again.canvas.settled();
		expect(again.state("transmitter").sent).toBeUndefined();
		expect(again.canvas.directory.listings.map(({ tableName }) => tableName)).toEqual(["iris"]);
	});

	test("what cannot be sent says why, and can be tried again", async () => {
		await using subject = await CanvasUnderTest.start({ isEmpty: false });
		await subject.run(pickSetosas, {
			type: "set",
			id: "transmitter",
			settings: { transport: "shm", maxShmBytes: 1 },
		});
		await subject.output("scatter-plot", "selected");
		await subject.run({ type: "send", id: "transmitter" });
		await subject.until(() => subject.state("transmitter").messages[0]?.key === "SHM_TOO_LARGE");
		expect(subject.state("transmitter").status).toBe("error");
		await subject.run(
			{ type: "set", id: "transmitter", settings: { transport: "auto" } },
			{ type: "retry", id: "transmitter" },
		);
		await subject.until(() => subject.state("transmitter").sent);
	});

	test.skipIf(!PYTHON)("Python gets the rows that were picked, with the line that is shown", async () => {
		await using subject = await CanvasUnderTest.start({ isEmpty: false });
		await subject.run(pickSetosas, {
			type: "set",
			id: "transmitter",
			settings: { tableName: "iris_setosa" },
		});
		await subject.output("scatter-plot", "selected");
		await subject.run({ type: "send", id: "transmitter" });
		const { pythonLine } = await subject.until(() => subject.state("transmitter").sent);
		const python = new Python();
		const printed = await python.run(
			`${pythonLine}\nprint(df.shape, sorted(set(df["iris"])), df["petal length"].max())`,
		);
		await python.end();
		expect(printed.trim()).toBe("(50, 5) ['Iris-setosa'] 1.9");
	});
});

test("requests about tables that nobody has any more are answered with 404", async () => {
	await using subject = await CanvasUnderTest.start({ isEmpty: false });
	const { id } = await subject.output("receiver");
	expect((await subject.get(`api/tables/${id}/window?start=0&end=10&columns=0-4`)).status).toBe(200);
	expect((await subject.get(`api/tables/${id}/window?start=0&end=10&columns=5`)).status).toBe(400);
	expect((await subject.get(`api/tables/${id}/window?start=0&end=10&view=nothing`)).status).toBe(404);
	expect((await subject.get(`api/tables/${id}/distribution?column=iris`)).status).toBe(200);
	expect((await subject.get(`api/tables/${id}/profile`)).status).toBe(200);
	expect((await subject.get(`api/tables/${id}/points?x=iris&y=nothing`)).status).toBe(400);
	await subject.run({ type: "delete", nodes: ["receiver"], links: [] });
	expect(subject.state("scatter-plot").input).toBeNull();
	for (const what of ["window?start=0&end=1", "points?x=a&y=b", "distribution?column=iris", "profile"])
		expect((await subject.get(`api/tables/nothing/${what}`)).status).toBe(404);
});
