import { describeTable, findPython, type SendOptions, startTestee, type Testee } from "@allye/conformance";
import { createReceiver } from "@allye/receiver";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeArrow } from "../conformance/describe-arrow";
import { EVERY_TYPE, EVERY_TYPE_AND_BOOLEAN } from "./every-type";
import { useSecretDir } from "./secret-dir";

const secretDir = useSecretDir();

const WAYS: [string, SendOptions][] = [
	["file, zstd", { transport: "file", compression: "zstd" }],
	["file, lz4", { transport: "file", compression: "lz4" }],
	["file, not compressed", { transport: "file", compression: "none" }],
	["file, zstd, three record batches", { transport: "file", compression: "zstd", chunkRows: 2 }],
	["file, not compressed, three record batches", { transport: "file", compression: "none", chunkRows: 2 }],
	["shared memory", { transport: "shm" }],
	["shared memory, three record batches", { transport: "shm", chunkRows: 2 }],
];

describe.skipIf(!findPython())("Python → TypeScript: every type, with missing values", () => {
	let testee: Testee;
	beforeAll(() => {
		testee = startTestee();
	});
	afterAll(() => testee.close());

	test.each(WAYS)("%s: what is read equals get_dataframe, value by value", async (tableName, options) => {
		const python = testee.at(secretDir.path);
		await python.send(EVERY_TYPE_AND_BOOLEAN, { ...options, tableName });
		await using receiver = createReceiver({ secretDir: secretDir.path });
		await using incoming = await receiver.open(tableName);
		expect(describeArrow(await incoming.arrow())).toEqual(await python.get(tableName));
	});

	test.each(WAYS)(
		"%s: the Orange Table equals table_from_frame(get_dataframe(name))",
		async (way, options) => {
			const python = testee.at(secretDir.path);
			const tableName = `orange ${way}`;
			await python.send(EVERY_TYPE, { ...options, tableName });
			const expected = await python.tableFromFrame(tableName);
			await using receiver = createReceiver({ secretDir: secretDir.path });
			await using incoming = await receiver.open(tableName);
			expect(describeTable(await incoming.load())).toEqual(expected);
		},
	);

	test("head(n) equals Orange's mapping of just those rows", async () => {
		const python = testee.at(secretDir.path);
		const columns = "columns" in EVERY_TYPE ? EVERY_TYPE.columns : [];
		const first = columns.map((column) =>
			"codes" in column
				? { ...column, codes: column.codes.slice(0, 4) }
				: { ...column, values: column.values.slice(0, 4) },
		);
		await python.send(EVERY_TYPE, { tableName: "whole", transport: "file", chunkRows: 3 });
		await python.send({ columns: first }, { tableName: "first", transport: "file" });
		await using receiver = createReceiver({ secretDir: secretDir.path });
		await using incoming = await receiver.open("whole");
		expect(describeTable(await incoming.head(4))).toEqual(await python.tableFromFrame("first"));
	});

	test("pandas' boolean with missing values, which Orange refuses, is 1, 0 and missing", async () => {
		const python = testee.at(secretDir.path);
		await python.send(EVERY_TYPE_AND_BOOLEAN, { tableName: "boolean", transport: "file" });
		await expect(python.tableFromFrame("boolean")).rejects.toMatchObject({ type: "TypeError" });
		await using receiver = createReceiver({ secretDir: secretDir.path });
		await using incoming = await receiver.open("boolean");
		const table = await incoming.load({ columns: ["nullable boolean"] });
		expect(describeTable(table).X).toEqual([[1, "nan", 0, 1, "nan", 0]]);
	});
});
