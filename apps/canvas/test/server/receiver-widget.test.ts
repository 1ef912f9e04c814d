import { appendFileSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { continuous, createDomain, numberColumn, OrangeTable } from "@allye/orange-table";
import { createTransmitter } from "@allye/transmitter";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeTableWindow, type TablePreview, type TableProfile } from "../../src/contract";
import { ALL, CanvasUnderTest, receiverOf } from "./canvas-under-test";
import { PYTHON, Python } from "./python";

const numbers = (rows: number, names = ["a", "b"]) => {
	const variables = names.map((name) => continuous(name));
	return OrangeTable.fromColumns(
		createDomain({ attributes: variables }),
		variables.map((variable) => numberColumn(variable, Float64Array.from({ length: rows }, Math.random))),
	);
};
const send = (subject: CanvasUnderTest, tableName: string, table = numbers(100), transport?: "shm") =>
	createTransmitter({ secretDir: subject.secretDir, producer: "python" }).send(table, {
		tableName,
		transport: transport ?? "file",
	});
const payloads = (subject: CanvasUnderTest) => path.join(subject.secretDir, "payloads");
const keys = (subject: CanvasUnderTest, id: string) => subject.state(id).messages.map(({ key }) => key);

describe("what is loaded", () => {
	test("all, the first rows, a sample, some columns, and none of it twice", async () => {
		await using subject = await CanvasUnderTest.start();
		await send(subject, "t", numbers(1000));
		await subject.run(...receiverOf("r", "t"), ...receiverOf("r2", "t"));
		const all = await subject.output("r");
		expect(all).toMatchObject({ rowCount: 1000, ofRows: null, isLazy: false });
		expect((await subject.output("r2")).id).toBe(all.id);

		await subject.run({ type: "load", id: "r", load: { ...ALL, how: "first", n: 10 } });
		await subject.until(() => subject.state("r").outputs.data?.rowCount === 10);
		await subject.run({
			type: "load",
			id: "r",
			load: { ...ALL, how: "sample", n: 20, columns: ["b"] },
		});
		const part = await subject.until(
			() => subject.state("r").outputs.data?.rowCount === 20 && subject.state("r").outputs.data,
		);
		expect(part.ofRows).toBe(1000);
		expect(part.variables.map(({ name }) => name)).toEqual(["b"]);

		await subject.run({ type: "undo" }, { type: "undo" });
		await subject.until(() => subject.state("r").outputs.data?.id === all.id);
	});

	test("rows left where they are: windows can be read, and nothing sorted", async () => {
		await using subject = await CanvasUnderTest.start();
		const { event } = await send(subject, "t", numbers(50_000));
		await subject.run(...receiverOf("r", "t"), {
			type: "load",
			id: "r",
			load: { ...ALL, how: "browse" },
		});
		const lazy = await subject.until(
			() => subject.state("r").outputs.data?.isLazy && subject.state("r").outputs.data,
		);
		const answer = await subject.get(`api/tables/${lazy.id}/window?start=40000&end=40010&columns=0-1`);
		const window = decodeTableWindow(await answer.arrayBuffer());
		expect(window.columns.map((column) => column.as)).toEqual(["number", "number"]);
		const sort = { sort: [{ column: "a", descending: true }], filters: [] };
		expect((await subject.post(`api/tables/${lazy.id}/views`, sort)).status).toBe(400);
		await subject.run({ type: "delete", nodes: ["r"], links: [] });
		expect((await subject.get(`api/tables/${lazy.id}/window?start=0&end=1`)).status).toBe(404);
		expect(event.table_name).toBe("t");
	});

	test("nothing over the limits, unless it is said each time", async () => {
		await using subject = await CanvasUnderTest.start({ limits: { maxBytes: 10_000 } });
		await send(subject, "t", numbers(5000));
		await subject.run(...receiverOf("r", "t"));
		await subject.until(() => keys(subject, "r").includes("OVER_LIMITS"));
		expect(subject.state("r")).toMatchObject({ status: "warning", outputs: {} });
		expect(subject.state("r").messages[0]?.values).toMatchObject({ rows: 5000, size: 80_000 });

		await subject.run({ type: "load", id: "r", load: { ...ALL, allowLarge: true } });
		const first = await subject.output("r");
		expect(subject.workflow.nodes[0]?.settings).toMatchObject({ load: { allowLarge: false } });

		await send(subject, "t", numbers(6000));
		await subject.until(() => keys(subject, "r").includes("newer-not-loaded"));
		expect(subject.state("r").outputs.data?.id).toBe(first.id);
	});

	test("roles and kinds as the user chose, for tables of that schema", async () => {
		await using subject = await CanvasUnderTest.start();
		const { event } = await send(subject, "t", numbers(50, ["a", "b", "c"]));
		const sha = event.payload!.schema_sha256;
		await subject.run(...receiverOf("r", "t"));
		await subject.output("r");
		const choices = { a: { role: "target" }, b: { role: "ignore" }, c: { kind: "string" } } as const;
		await subject.run({ type: "set", id: "r", settings: { overrides: { [sha]: choices } } });
		const table = await subject.until(
			() => subject.state("r").outputs.data?.variables.length === 2 && subject.state("r").outputs.data,
		);
		expect(table.variables.map(({ name, kind, role }) => [name, kind, role])).toEqual([
			["a", "continuous", "target"],
			["c", "string", "meta"],
		]);
		const query = "api/preview?tableName=t&node=r";
		const preview = (await (await subject.get(query)).json()) as TablePreview;
		expect(preview.columns.map(({ variable }) => [variable.name, variable.kind])).toEqual([
			["a", "continuous"],
			["b", "continuous"],
			["c", "string"],
		]);
	});

	test("choosing another table keeps what is loaded; loading replaces it", async () => {
		await using subject = await CanvasUnderTest.start();
		await send(subject, "one");
		await send(subject, "two");
		await subject.run(...receiverOf("r", "one"));
		const one = await subject.output("r");
		await subject.run({ type: "set", id: "r", settings: { tableName: "two" } });
		expect(subject.state("r").outputs.data?.id).toBe(one.id);
		await subject.run({ type: "load", id: "r", load: ALL });
		await subject.until(() => subject.state("r").loaded?.tableName === "two");
	});
});

describe("what can go wrong", () => {
	test("an error line is shown with its reason, and the table before it stays", async () => {
		await using subject = await CanvasUnderTest.start();
		const { event } = await send(subject, "t");
		await subject.run(...receiverOf("r", "t"));
		await subject.output("r");
		const failed = {
			...event,
			id: "failed",
			status: "error",
			payload: null,
			metadata: { error: "MemoryError('no')" },
		};
		appendFileSync(path.join(subject.secretDir, "manifest.jsonl"), `${JSON.stringify(failed)}\n`);
		await subject.until(() => keys(subject, "r").includes("sender-failed"));
		expect(subject.state("r").messages[0]?.values).toEqual({
			name: "t",
			error: "MemoryError('no')",
		});
		expect(subject.canvas.directory.listings[0]).toMatchObject({
			state: "error",
			error: "MemoryError('no')",
			rows: 100,
		});
	});

	test("a missing payload says which file; Retry loads it once it is there", async () => {
		await using subject = await CanvasUnderTest.start();
		await send(subject, "t");
		const [file] = readdirSync(payloads(subject));
		const from = path.join(payloads(subject), file!);
		renameSync(from, `${from}.away`);
		await subject.run(...receiverOf("r", "t"));
		await subject.until(() => keys(subject, "r").includes("PAYLOAD_MISSING"));
		expect(subject.state("r").status).toBe("error");
		expect(subject.state("r").messages[0]?.values).toMatchObject({ name: "t", path: from });
		renameSync(`${from}.away`, from);
		await subject.run({ type: "retry", id: "r" });
		await subject.output("r");
		expect(keys(subject, "r")).toEqual([]);
	});

	test("a damaged payload", async () => {
		await using subject = await CanvasUnderTest.start();
		await send(subject, "t");
		const file = path.join(payloads(subject), readdirSync(payloads(subject))[0]!);
		const bytes = readFileSync(file);
		rmSync(file);
		appendFileSync(file, bytes.subarray(0, bytes.length / 2));
		await subject.run(...receiverOf("r", "t"));
		await subject.until(() => keys(subject, "r").includes("PAYLOAD_CORRUPT"));
		expect((await subject.get("api/preview?tableName=t")).status).toBe(409);
	});

	test("a load that is cancelled half-way ends in less than 100 ms, and leaves what was there", {
		retry: 3,
	}, async () => {
		await using subject = await CanvasUnderTest.start();
		await send(subject, "large", numbers(1_000_000, [..."abcdefgh"]));
		await subject.run({ type: "send-sample-table" }, ...receiverOf("r", "iris"));
		const iris = await subject.output("r");
		await subject.run({ type: "set", id: "r", settings: { tableName: "large" } });
		await subject.run({ type: "load", id: "r", load: ALL });
		await subject.until(() => (subject.state("r").progress?.rows ?? 0) > 0);
		expect(subject.state("r").status).toBe("working");
		const began = performance.now();
		await subject.run({ type: "cancel", id: "r" });
		await subject.until(() => subject.state("r").status !== "working");
		expect(performance.now() - began).toBeLessThan(100);
		expect(keys(subject, "r")).toEqual(["cancelled"]);
		expect(subject.state("r").outputs.data?.id).toBe(iris.id);
		await subject.run({ type: "retry", id: "r" });
		await subject.until(() => subject.state("r").outputs.data?.name === "large", 60);
	});

	test("who waits for the same load is not cancelled with the other", async () => {
		await using subject = await CanvasUnderTest.start();
		await send(subject, "large", numbers(1_000_000, [..."abcd"]));
		await subject.run(...receiverOf("r", "large"), ...receiverOf("r2", "large"));
		await subject.run({ type: "cancel", id: "r" });
		expect((await subject.until(() => subject.state("r2").outputs.data, 60)).rowCount).toBe(1_000_000);
	});

	test("a new version without a column that a widget needs says which widget and column", async () => {
		await using subject = await CanvasUnderTest.start();
		await send(subject, "t");
		await subject.run(
			...receiverOf("r", "t"),
			{ type: "add-node", id: "s", widget: "scatter-plot", position: { x: 0, y: 0 } },
			{ type: "add-node", id: "d", widget: "data-table", position: { x: 0, y: 0 } },
			{ type: "add-link", id: "1", from: "r", output: "data", to: "d" },
			{ type: "add-link", id: "2", from: "d", output: "data", to: "s" },
			{ type: "set", id: "s", settings: { x: "a", y: "b" } },
		);
		await subject.until(() => subject.state("s").input);
		expect(keys(subject, "r")).toEqual([]);
		await send(subject, "t", numbers(10, ["a", "c"]));
		await subject.until(() => keys(subject, "r").includes("breaks-widget"));
		expect(subject.state("r")).toMatchObject({
			status: "warning",
			messages: [{ values: { widget: "Scatter Plot", column: "b", name: "t" } }],
		});
		expect(subject.state("s").messages).toMatchObject([{ key: "column-missing", values: { column: "b" } }]);
	});
});

describe("before it is loaded", () => {
	test("columns, reasons, cost, first rows and values; versions and what changed between them", async () => {
		await using subject = await CanvasUnderTest.start();
		await send(subject, "t", numbers(20, ["a", "b"]));
		await send(subject, "t", numbers(30, ["a", "b"]));
		await send(subject, "t", numbers(3000, ["b", "c"]));
		await subject.until(() => subject.canvas.directory.listings[0]?.versions === 3);
		const preview = (await (await subject.get("api/preview?tableName=t")).json()) as TablePreview;
		expect(preview).toMatchObject({
			tableName: "t",
			rowCount: 3000,
			previewRows: 3000,
			estimate: { loadedBytes: 48_000, warnings: [] },
			versions: [
				{ rows: 3000, columns: 2, changes: { added: ["c"], removed: ["a"], retyped: [] } },
				{ rows: 30, changes: { added: [], removed: [], retyped: [] } },
				{ rows: 20, changes: null },
			],
		});
		expect(preview.columns[0]).toMatchObject({
			variable: { name: "b", kind: "continuous", role: "feature" },
			fidelity: { arrow: "double", pandas: "float64" },
		});
		const rows = await subject.get("api/preview/rows?tableName=t&start=5&end=15&columns=1");
		const window = decodeTableWindow(await rows.arrayBuffer());
		expect(window.columns).toHaveLength(1);
		expect(window.columns[0]).toMatchObject({ position: 1, as: "number" });
		const profile = (await (await subject.get("api/preview/profile?tableName=t")).json()) as TableProfile;
		expect(profile).toMatchObject({ rows: 3000, columns: [{ name: "b", missingShare: 0 }, { name: "c" }] });
		expect((await subject.get("api/preview?tableName=nothing")).status).toBe(404);
	});
});

describe.skipIf(!PYTHON || process.platform === "win32")("shared memory of Python", () => {
	let python: Python;
	beforeAll(() => {
		python = new Python();
	});
	afterAll(() => python.end());
	const sendShm = ({ secretDir }: CanvasUnderTest, name: string, sender = python) =>
		sender.run(
			`send_dataframe(pd.DataFrame({"a": range(50)}), ${JSON.stringify(name)}, secret_dir=${JSON.stringify(secretDir)}, transport="shm", notify_canvas=False)`,
		);

	test("is removed once it was read, and serves a second Receiver and the preview all the same", async () => {
		await using subject = await CanvasUnderTest.start();
		await sendShm(subject, "t");
		await subject.run(...receiverOf("r", "t"));
		const table = await subject.output("r");
		await subject.run(...receiverOf("r2", "t"));
		expect((await subject.output("r2")).id).toBe(table.id);
		expect((await subject.get("api/preview?tableName=t")).status).toBe(200);
		await subject.run({ type: "delete", nodes: ["r", "r2"], links: [] }, { type: "undo" });
		expect((await subject.output("r")).id).toBe(table.id);
	});

	test("is gone with its sender, and explains itself", async () => {
		await using subject = await CanvasUnderTest.start();
		const sender = new Python();
		await sendShm(subject, "t", sender);
		await sender.end();
		await subject.run(...receiverOf("r", "t"));
		await subject.until(() => keys(subject, "r").includes("SHM_GONE"));
		expect(subject.state("r").messages[0]?.text).toContain('transport="file"');
	});

	test("is kept as a file when asked, and at once where that is set", async () => {
		await using subject = await CanvasUnderTest.start();
		await sendShm(subject, "t");
		await subject.run({ type: "add-node", id: "r", widget: "receiver", position: { x: 0, y: 0 } });
		await subject.until(() => subject.canvas.directory.listings[0]?.sharedMemory === "there");
		await subject.run({ type: "keep", id: "r", tableName: "t", producer: "python" });
		await subject.until(() => subject.canvas.directory.listings[0]?.sharedMemory === null);
		expect(readdirSync(payloads(subject))).toHaveLength(1);

		await subject.run(
			{ type: "set", id: "r", settings: { tableName: "t", keepAsFile: true } },
			{ type: "load", id: "r", load: ALL },
		);
		await subject.output("r");
		await sendShm(subject, "t");
		await subject.until(() => readdirSync(payloads(subject)).length === 2);
		await subject.until(() => subject.state("r").status === "ready");
		expect(subject.canvas.directory.listings[0]?.sharedMemory === "there").toBe(false);
	});
});

test("a send whose process is gone shows as such at once, one that goes on as sending", async () => {
	await using subject = await CanvasUnderTest.start();
	const { event } = await send(subject, "t");
	const writing = (id: string, metadata: object) =>
		`${JSON.stringify({ ...event, id, table_name: id, status: "writing", payload: null, metadata })}\n`;
	// No process has this number: Linux's largest is 2^22.
	const gone = writing("gone", { sender_pid: 2 ** 22 + 1 });
	const lives = writing("lives", { sender_pid: process.pid });
	appendFileSync(path.join(subject.secretDir, "manifest.jsonl"), gone + lives + writing("unknown", {}));
	const states = await subject.until(
		() =>
			subject.canvas.directory.listings.length === 4 &&
			Object.fromEntries(subject.canvas.directory.listings.map(({ tableName, state }) => [tableName, state])),
	);
	expect(states).toEqual({ t: "ready", gone: "sender-died", lives: "sending", unknown: "sending" });
});

test("tables that expire are shown as expired, without anything else happening", async () => {
	await using subject = await CanvasUnderTest.start();
	await createTransmitter({ secretDir: subject.secretDir }).send(numbers(3), {
		tableName: "t",
		ttlSeconds: 1,
	});
	await subject.until(() => subject.canvas.directory.listings[0]?.state === "ready");
	await subject.until(() => subject.canvas.directory.listings[0]?.state === "expired");
	await subject.run(...receiverOf("r", "t"));
	await subject.until(() => keys(subject, "r").includes("EXPIRED"));
});
