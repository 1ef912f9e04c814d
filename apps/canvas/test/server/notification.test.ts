import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CanvasUnderTest, receiverOf } from "./canvas-under-test";
import { PYTHON, Python } from "./python";

let subject: CanvasUnderTest;
beforeEach(async () => {
	subject = await CanvasUnderTest.start();
});
afterEach(() => subject[Symbol.asyncDispose]());

let python: Python;
beforeAll(() => {
	if (PYTHON) python = new Python();
});
afterAll(() => python?.end());

const send = (call: string, { secretDir, url }: { secretDir: string; url: string } = subject) =>
	python.run(
		`dir = ${JSON.stringify(secretDir)}\ndf = pd.DataFrame({"a": range(20), "b": list("xy") * 10})\n${call}`,
		{ canvas: url },
	);
const notify = async (body: object) => (await subject.post("v1/data-receiver/load", body)).json();
const receivers = () => subject.workflow.nodes.filter(({ widget }) => widget === "receiver");

describe.skipIf(!PYTHON)("send_dataframe of the unmodified package", () => {
	test("makes a Receiver appear with its table loaded", async () => {
		const said = await send('send_dataframe(df, "numbers", secret_dir=dir)');
		expect(said).toContain("Allye Data Receiver created and loaded table 'numbers'.");
		expect(receivers()).toHaveLength(1);
		const { id, settings } = receivers()[0]!;
		expect(settings).toMatchObject({ tableName: "numbers", source: { tableName: "numbers" } });
		expect(subject.workflow.links).toEqual([]);
		expect(subject.state(id)).toMatchObject({
			status: "ready",
			outputs: { data: { name: "numbers", rowCount: 20 } },
		});
		await subject.run({ type: "undo" });
		expect(receivers()).toEqual([]);
	});

	test("loads into the Receiver that has the table where no new one is wanted", async () => {
		await send('send_dataframe(df, "numbers", secret_dir=dir)');
		const said = await send(
			'send_dataframe(df.head(7), "numbers", secret_dir=dir, notify_create_new_widget=False)',
		);
		expect(said).toContain("Allye Data Receiver loaded table 'numbers'.");
		expect(receivers()).toHaveLength(1);
		expect(subject.state(receivers()[0]!.id).outputs.data?.rowCount).toBe(7);
	});

	test("creates none where it must not", async () => {
		const options = "notify_create_new_widget=False, notify_create_widget=False";
		const said = await send(`send_dataframe(df, "numbers", secret_dir=dir, ${options})`);
		expect(said).toContain("Failed to create/load Allye Data Receiver");
		expect(receivers()).toEqual([]);
	});

	test("into another directory: the answer names the canvas's own", async () => {
		const other = await CanvasUnderTest.start();
		const said = await send('send_dataframe(df, "numbers", secret_dir=dir)', {
			url: subject.url,
			secretDir: other.secretDir,
		});
		await other[Symbol.asyncDispose]();
		expect(said).toContain(`is ready in ${subject.secretDir}, the directory of this canvas`);
		expect(receivers()).toEqual([]);
	});

	test("new Receivers lie apart from each other", async () => {
		await send(
			'for name in ("a", "b", "c", "d"): send_dataframe(df, name, secret_dir=dir, transport="file")',
		);
		const places = receivers().map(({ position }) => position);
		expect(places).toHaveLength(4);
		for (const [i, a] of places.entries())
			for (const b of places.slice(i + 1))
				expect(Math.abs(a.x - b.x) >= 160 || Math.abs(a.y - b.y) >= 80).toBe(true);
	});

	test("a table over the limits appears, and is not said to be loaded", async () => {
		await using small = await CanvasUnderTest.start({ limits: { maxBytes: 10_000 } });
		const said = await send(
			'send_dataframe(pd.DataFrame({c: range(5000) for c in "abc"}), "large", secret_dir=dir)',
			small,
		);
		expect(said).toContain("Receiver was created, but load did not complete");
		const [node] = small.workflow.nodes;
		expect(small.state(node!.id)).toMatchObject({
			status: "warning",
			outputs: {},
			messages: [{ key: "OVER_LIMITS", values: { name: "large", rows: 5000, columns: 3 } }],
		});
	});
});

test("a name that was never sent", async () => {
	expect(await notify({ table_name: "nothing" })).toMatchObject({
		ok: false,
		error: expect.stringContaining(subject.secretDir),
	});
	expect(receivers()).toEqual([]);
});

test("a payload that is gone: the Receiver appears and says so, and `loaded` is false", async () => {
	const { rmSync } = await import("node:fs");
	await subject.run({ type: "send-sample-table" });
	rmSync(`${subject.secretDir}/payloads`, { recursive: true });
	const answer = await notify({ table_name: "iris", create_new: true });
	expect(answer).toEqual({ ok: true, created: true, loaded: false });
	expect(subject.state(receivers()[0]!.id).messages[0]?.key).toBe("PAYLOAD_MISSING");
});

test("a Receiver that was told to load once goes on with each new version", async () => {
	await subject.run({ type: "send-sample-table" }, ...receiverOf("r", "iris"));
	const first = await subject.output("r");
	await subject.run({ type: "send-sample-table" });
	await subject.until(() => subject.state("r").outputs.data?.id !== first.id);
	expect(await notify({ table_name: "iris", create_new: false })).toEqual({
		ok: true,
		created: false,
		loaded: true,
	});
});

test.each([{}, { table_name: "" }, { table_name: 7 }, { table_name: "x", create_new: "yes" }])(
	"%j is refused",
	async (body) => {
		expect((await subject.post("v1/data-receiver/load", body)).status).toBe(400);
	},
);
