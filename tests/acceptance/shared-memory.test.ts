import { existsSync } from "node:fs";
import { describeTable, findPython, startTestee, type Testee } from "@allye/conformance";
import { createReceiver } from "@allye/receiver";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useSecretDir } from "./secret-dir";

const secretDir = useSecretDir();
const exists = (name: string) => existsSync(`/dev/shm/${name}`);

describe.skipIf(!findPython() || process.platform !== "linux")(
	"a table that Python put into shared memory",
	() => {
		let testee: Testee;
		beforeAll(() => {
			testee = startTestee();
		});
		afterAll(() => testee.close());

		test("stays readable after list, open, head, arrow, a part, an aborted and a failed load", async () => {
			await using receiver = createReceiver({ secretDir: secretDir.path });
			const { payload } = await testee
				.at(secretDir.path)
				.send({ dataset: "iris" }, { tableName: "a", transport: "shm" });
			await receiver.tables();
			const incoming = await receiver.open("a");
			await incoming.head(3);
			await incoming.head(1000);
			await incoming.arrow();
			await incoming.load({ columns: ["iris"] });
			await incoming.load({ rows: { start: 0, end: 149 } });
			await expect(incoming.load({ signal: AbortSignal.abort("no") })).rejects.toMatchObject({
				code: "ABORTED",
				cause: "no",
			});
			const late = new AbortController();
			const loading = incoming.load({ signal: late.signal, onProgress: () => late.abort() });
			await expect(loading).rejects.toMatchObject({ code: "ABORTED" });
			await expect(incoming.load({ columns: ["no such column"] })).rejects.toMatchObject({
				code: "INVALID_ARGUMENT",
			});
			await incoming.close();
			expect(exists(payload!.locator)).toBe(true);
			await using again = await receiver.open("a");
			expect(again.rowCount).toBe(150);
		});

		test.each([
			["unlinks it where its metadata says so", true, undefined, false],
			["leaves it where its metadata says so", false, undefined, true],
			["leaves it where the receiver is told to", true, false, true],
		])("a completed load %s", async (_, shmUnlinkOnRead, unlinkSharedMemory, stays) => {
			await using receiver = createReceiver({ secretDir: secretDir.path, unlinkSharedMemory });
			const python = testee.at(secretDir.path);
			const { payload } = await python.send(
				{ dataset: "iris" },
				{ tableName: "b", transport: "shm", shmUnlinkOnRead },
			);
			await using incoming = await receiver.open("b");
			const table = await incoming.load();
			expect(exists(payload!.locator)).toBe(stays);
			// What was loaded, and the table that is still open, outlive the segment.
			expect(table.rowCount).toBe(150);
			expect((await incoming.load()).rowCount).toBe(150);
		});

		test("is SHM_GONE after its sender's exit, which says what to do", async () => {
			const sender = startTestee();
			await using receiver = createReceiver({ secretDir: secretDir.path });
			await sender.at(secretDir.path).send({ dataset: "iris" }, { tableName: "c", transport: "shm" });
			await sender.close();
			const error = await receiver.open("c").catch((error) => error);
			expect(error.code).toBe("SHM_GONE");
			expect(error.message).toContain('transport="file"');
		});

		test("is saved by keep() before its sender's exit", async () => {
			const sender = startTestee();
			await using receiver = createReceiver({ secretDir: secretDir.path });
			const sent = await sender
				.at(secretDir.path)
				.send({ dataset: "heart_disease" }, { tableName: "d", transport: "shm", metadata: { note: "mine" } });
			const kept = await receiver.keep("d");
			await sender.close();
			expect(kept).toMatchObject({
				table_name: "d",
				producer: "python",
				status: "ready",
				metadata: { note: "mine" },
			});
			expect(kept.payload).toMatchObject({
				transport: "file_arrow_ipc_v1",
				schema_sha256: sent.payload!.schema_sha256,
			});
			expect(await receiver.keep("d")).toEqual(kept);

			await using incoming = await receiver.open("d");
			const table = describeTable(await incoming.load());
			expect(table).toEqual(await testee.at(secretDir.path).tableFromFrame("d", "python"));
		});
	},
);
