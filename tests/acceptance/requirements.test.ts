import { copyFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { describeTable, findPython, type PythonPeer, startTestee, type Testee } from "@allye/conformance";
import { continuous, discrete, OrangeTable } from "@allye/orange-table";
import { createReceiver, type Receiver, type TableEntry } from "@allye/receiver";
import { createTransmitter } from "@allye/transmitter";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useSecretDir } from "./secret-dir";

const secretDir = useSecretDir();

const flowers = () =>
	OrangeTable.fromRows(
		[
			{ length: 5.1, width: 3, species: "setosa" },
			{ length: 7, width: Number.NaN, species: "versicolor" },
			{ length: 6.25, width: 2, species: null },
		],
		{
			domain: {
				attributes: [
					continuous("length", { numberOfDecimals: 5 }),
					continuous("width", { numberOfDecimals: 0 }),
				],
				classVars: [discrete("species", ["setosa", "versicolor"])],
				metas: [],
			},
		},
	);

/** The requirements' acceptance criteria (section 6), by their own names. */
describe.skipIf(!findPython())("acceptance criteria: Receiver", () => {
	let testee: Testee;
	let python: PythonPeer;
	let receiver: Receiver;
	beforeAll(() => {
		testee = startTestee();
		python = testee.at(secretDir.path);
		receiver = createReceiver({ secretDir: secretDir.path });
	});
	afterAll(async () => {
		await receiver.close();
		await testee.close();
	});

	test("a ready file payload that is added to the manifest can be selected and loaded as an Orange Table", async () => {
		const states = receiver.watch()[Symbol.asyncIterator]();
		expect((await states.next()).value).toEqual([]);
		await python.send({ dataset: "iris" }, { tableName: "iris", transport: "file" });
		const ready = (entries: TableEntry[]) =>
			entries.find((entry) => entry.tableName === "iris" && entry.ready);
		let entry: TableEntry | undefined;
		while (!entry) entry = ready((await states.next()).value);
		await states.return?.();

		expect(entry).toMatchObject({
			pending: null,
			latestError: null,
			ready: { producer: "python", payload: { transport: "file_arrow_ipc_v1", shape: [150, 5] } },
		});
		const incoming = await receiver.open(entry.tableName);
		const table = await incoming.load();
		await incoming.close();
		expect(describeTable(table)).toEqual(await python.tableFromFrame("iris"));
	});

	test('status "error" is shown with metadata.error', async () => {
		const mixed = { columns: [{ name: "mixed", dtype: "object", values: [{ int: "1" }, "a"] }] };
		await expect(python.send(mixed, { tableName: "broken" })).rejects.toMatchObject({ type: "ArrowInvalid" });
		const entry = (await receiver.tables()).find(({ tableName }) => tableName === "broken");
		expect(entry).toMatchObject({ ready: null, latestError: { status: "error", producer: "python" } });
		expect(entry?.latestError?.metadata.error).toContain("ArrowInvalid");
		const error = await receiver.open("broken").catch((error) => error);
		expect(error).toMatchObject({ code: "TABLE_NOT_FOUND" });
		expect(error.message).toContain("ArrowInvalid");
	});

	test.each([
		["is missing", "PAYLOAD_MISSING", (path: string) => renameSync(path, `${path}.moved`)],
		["is truncated", "PAYLOAD_CORRUPT", (path: string) => truncateSync(path, 1000)],
		["is truncated to nothing", "PAYLOAD_CORRUPT", (path: string) => truncateSync(path, 0)],
		["is not Arrow", "PAYLOAD_CORRUPT", (path: string) => writeFileSync(path, "not Arrow ".repeat(2000))],
	])("a payload that %s gives its reason, and succeeds on retry once it is there", async (_, code, spoil) => {
		const { payload } = await python.send({ dataset: "iris" }, { tableName: "spoilt", transport: "file" });
		const path = payload!.locator;
		copyFileSync(path, `${path}.kept`);
		spoil(path);
		const error = await receiver.open("spoilt").catch((error) => error);
		expect(error).toMatchObject({ name: "AllyeError", code });
		expect(error.message).toContain(path);
		expect(error.message).toMatch(/retry/i);

		copyFileSync(`${path}.kept`, path);
		const incoming = await receiver.open("spoilt");
		expect((await incoming.load()).rowCount).toBe(150);
		await incoming.close();
	});
});

describe("acceptance criteria: Transmitter", () => {
	test("sending an Orange Table adds exactly two lines, writing then ready, with producer allye and one id", async () => {
		const before = existingLines().length;
		const sent = await createTransmitter({ secretDir: secretDir.path }).send(flowers(), {
			tableName: "flowers",
		});
		const added = existingLines().slice(before);
		expect(added.map((line) => line.status)).toEqual(["writing", "ready"]);
		for (const line of added)
			expect(line).toMatchObject({ id: sent.id, table_name: "flowers", producer: "allye", version: 1 });
		expect(added[0].payload).toBeNull();
		expect(added[1].payload).toMatchObject({
			transport: "file_arrow_ipc_v1",
			shape: [3, 3],
			expires_at: null,
		});
		expect(added[0].created_at).toBe(added[1].created_at);
		expect(added[1]).toEqual(sent.event);
	});

	test.skipIf(!findPython())(
		'Python\'s get_dataframe(name, producer="allye") equals what was sent',
		async () => {
			await using testee = startTestee();
			const table = flowers();
			const { tableName } = await createTransmitter({ secretDir: secretDir.path }).send(table, {
				tableName: "equal",
			});
			const python = testee.at(secretDir.path);
			expect(await python.compare(tableName, describeTable(table), "allye")).toEqual([]);
		},
	);
});

function existingLines() {
	try {
		return secretDir.lines();
	} catch {
		return [];
	}
}
