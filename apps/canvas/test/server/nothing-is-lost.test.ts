import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { createTransmitter } from "@allye/transmitter";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
	type ColumnChoice,
	decodeTableWindow,
	type TableInfo,
	type TablePreview,
	type Workflow,
} from "../../src/contract";
import { irisTable } from "../../src/server/sample/send-sample-table";
import { ALL, CanvasUnderTest, receiverOf } from "./canvas-under-test";
import { PYTHON, Python } from "./python";

const listing = (subject: CanvasUnderTest) => subject.canvas.directory.listings[0];
const kinds = (table: TableInfo | undefined) =>
	table?.variables.map(({ name, kind, role }) => `${name} ${kind} ${role}`);

/** Chooses kinds and roles, and waits until the Receiver's table has them. */
async function choose(
	subject: CanvasUnderTest,
	choices: Record<string, ColumnChoice>,
	expected: string[],
): Promise<TableInfo> {
	const sha = listing(subject)?.schemaSha256 ?? "";
	await subject.run({ type: "set", id: "r", settings: { overrides: { [sha]: choices } } });
	await subject.until(
		() => JSON.stringify(kinds(subject.state("r").outputs.data)) === JSON.stringify(expected),
	);
	expect(subject.state("r")).toMatchObject({ status: "ready", messages: [] });
	return subject.state("r").outputs.data!;
}

async function firstValues(subject: CanvasUnderTest, table: TableInfo): Promise<unknown[]> {
	const answer = await subject.get(`api/tables/${table.id}/window?start=0&end=3`);
	return decodeTableWindow(await answer.arrayBuffer()).columns.map((column) =>
		column.as === "text" ? column.texts : [...(column.as === "code" ? column.codes : column.values)],
	);
}

describe.skipIf(!PYTHON || process.platform === "win32")(
	"shared memory that was removed when it was read",
	() => {
		let python: Python;
		beforeAll(() => {
			python = new Python();
		});
		afterAll(() => python.end());

		/** A number and a text, loaded by the Receiver "r"; nobody else has them any more. */
		async function loadedAndGone(): Promise<CanvasUnderTest> {
			const subject = await CanvasUnderTest.start();
			await python.run(
				`send_dataframe(pd.DataFrame({"n": [3, 1, 2], "s": ["b", "a", "b"]}), "t", secret_dir=${JSON.stringify(subject.secretDir)}, transport="shm", notify_canvas=False)`,
			);
			await subject.run(...receiverOf("r", "t"));
			await subject.output("r");
			await subject.until(() => listing(subject)?.sharedMemory === "held");
			return subject;
		}

		test("is mapped to other kinds and roles, and back", async () => {
			await using subject = await loadedAndGone();
			const before = kinds(subject.state("r").outputs.data);
			const other = await choose(
				subject,
				{ n: { kind: "string" }, s: { kind: "discrete", role: "target" } },
				["s discrete target", "n string meta"],
			);
			expect(await firstValues(subject, other)).toEqual([
				[1, 0, 1],
				["3", "1", "2"],
			]);
			await choose(subject, { n: { role: "target" }, s: { role: "ignore" } }, ["n continuous target"]);
			await subject.run({ type: "undo" }, { type: "undo" });
			await subject.until(
				() => JSON.stringify(kinds(subject.state("r").outputs.data)) === JSON.stringify(before),
			);
			expect(subject.state("r").status).toBe("ready");
		});

		test("can be looked at in other kinds, and another part of it be loaded", async () => {
			await using subject = await loadedAndGone();
			const sha = listing(subject)?.schemaSha256 ?? "";
			await subject.run({
				type: "set",
				id: "r",
				settings: { overrides: { [sha]: { n: { kind: "discrete" } } } },
			});
			const preview = (await (await subject.get("api/preview?tableName=t&node=r")).json()) as TablePreview;
			expect(preview.columns[0]).toMatchObject({
				variable: { kind: "discrete" },
				reason: { code: "as-chosen", values: {} },
			});
			await subject.run({ type: "load", id: "r", load: { ...ALL, how: "first", n: 2 } });
			await subject.until(() => subject.state("r").outputs.data?.rowCount === 2);
		});

		test("is still there after another table was loaded in its place, and that was undone", async () => {
			await using subject = await loadedAndGone();
			await subject.run({ type: "send-sample-table" });
			await subject.run({ type: "set", id: "r", settings: { tableName: "iris" } });
			await subject.run({ type: "load", id: "r", load: ALL });
			await subject.until(() => subject.state("r").outputs.data?.name === "iris");
			await subject.run({ type: "undo" });
			await subject.until(() => subject.state("r").outputs.data?.name === "t");
		});

		test("becomes a file when asked, which Python reads", async () => {
			await using subject = await loadedAndGone();
			await subject.run({ type: "keep", id: "r", tableName: "t", producer: "python" });
			await subject.until(() => listing(subject)?.sharedMemory === null);
			await subject.until(() => subject.state("r").status === "ready");
			const printed = await python.run(
				`print(get_dataframe("t", secret_dir=${JSON.stringify(subject.secretDir)})["n"].tolist())`,
			);
			expect(printed.trim()).toBe("[3, 1, 2]");
		});

		test("is not offered to be kept once nobody has it", async () => {
			await using subject = await CanvasUnderTest.start();
			const sender = new Python();
			await sender.run(
				`send_dataframe(pd.DataFrame({"n": [1]}), "t", secret_dir=${JSON.stringify(subject.secretDir)}, transport="shm", notify_canvas=False)`,
			);
			await subject.until(() => listing(subject)?.sharedMemory === "there");
			await sender.end();
			await subject.until(() => listing(subject)?.sharedMemory === "gone");
		});
	},
);

describe("a file that was deleted after it was loaded", () => {
	async function loadedAndGone(): Promise<CanvasUnderTest> {
		const subject = await CanvasUnderTest.start();
		const { secretDir } = subject;
		await createTransmitter({ secretDir }).send(irisTable(), { tableName: "t", transport: "file" });
		await subject.run(...receiverOf("r", "t"));
		await subject.output("r");
		const payloads = path.join(secretDir, "payloads");
		for (const name of readdirSync(payloads)) rmSync(path.join(payloads, name));
		return subject;
	}

	test("takes other roles from what is held", async () => {
		await using subject = await loadedAndGone();
		const names = ["sepal length", "sepal width", "petal length", "petal width"];
		const continuous = names.map((name) => `${name} continuous feature`);
		const before = subject.state("r").outputs.data!;
		expect(kinds(before)).toEqual([...continuous, "iris discrete target"]);
		const original = await firstValues(subject, before);
		const target = await choose(subject, { "sepal width": { role: "target" }, iris: { role: "meta" } }, [
			continuous[0]!,
			continuous[2]!,
			continuous[3]!,
			"sepal width continuous target",
			"iris discrete meta",
		]);
		const [length, , , width, iris] = await firstValues(subject, target);
		expect([length, width, iris]).toEqual([original[0], original[1], original[4]]);
		await choose(subject, {}, [...continuous, "iris discrete target"]);
	});

	test("says why it cannot take other kinds, keeps what is loaded, and says no more of it once that is undone", async () => {
		await using subject = await loadedAndGone();
		const { id } = subject.state("r").outputs.data!;
		const sha = listing(subject)?.schemaSha256 ?? "";
		const overrides = { [sha]: { iris: { kind: "string" } } } as const;
		await subject.run({ type: "set", id: "r", settings: { overrides } });
		await subject.until(() => subject.state("r").messages[0]?.key === "PAYLOAD_MISSING");
		expect(subject.state("r").outputs.data?.id).toBe(id);
		await subject.run({ type: "undo" });
		await subject.until(() => subject.state("r").status === "ready");
		expect(subject.state("r").messages).toEqual([]);
		expect(subject.state("r").outputs.data?.id).toBe(id);
	});
});

test("what was chosen in one Receiver stays its own, and is what a new one begins with", async () => {
	await using subject = await CanvasUnderTest.start();
	await subject.run({ type: "send-sample-table" }, ...receiverOf("r", "iris"), ...receiverOf("r2", "iris"));
	const [first, second] = [await subject.output("r"), await subject.output("r2")];
	expect(second.id).toBe(first.id);
	const sha = listing(subject)?.schemaSha256 ?? "";
	await subject.run({ type: "set", id: "r", settings: { overrides: { [sha]: { iris: { role: "meta" } } } } });
	await subject.until(() => kinds(subject.state("r").outputs.data)?.includes("iris discrete meta"));
	expect(subject.state("r2").outputs.data?.id).toBe(second.id);
	await subject.run(...receiverOf("r3", "iris"));
	expect(kinds(await subject.output("r3"))).toContain("iris discrete meta");
	const told = await subject.post("v1/data-receiver/load", {
		table_name: "iris",
		create_if_missing: true,
		create_new: true,
		refresh_manifest: true,
	});
	expect(await told.json()).toEqual({ ok: true, created: true, loaded: true });
	const { nodes }: Workflow = subject.workflow;
	const made = nodes.at(-1)!.id;
	expect(kinds(subject.state(made).outputs.data)).toContain("iris discrete meta");
});

test("other kinds of what is loaded are not refused for its size; a newer version is", async () => {
	await using subject = await CanvasUnderTest.start({ limits: { maxBytes: 1_000 } });
	await subject.run({ type: "send-sample-table" }, ...receiverOf("r", "iris"));
	await subject.until(() => subject.state("r").messages[0]?.key === "OVER_LIMITS");
	await subject.run({ type: "load", id: "r", load: { ...ALL, allowLarge: true } });
	await subject.output("r");
	const sha = listing(subject)?.schemaSha256 ?? "";
	const overrides = { [sha]: { "petal width": { kind: "string" } } } as const;
	await subject.run({ type: "set", id: "r", settings: { overrides } });
	await subject.until(() => kinds(subject.state("r").outputs.data)?.includes("petal width string meta"));
	await subject.run({ type: "send-sample-table" });
	await subject.until(() => subject.state("r").messages[0]?.key === "newer-not-loaded");
});
