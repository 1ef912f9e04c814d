import { createReceiver, type ManifestEvent, type TableEntry } from "@allye/receiver";
import { createTransmitter } from "@allye/transmitter";
import { describe, expect, test } from "vitest";
import { useSecretDir } from "./secret-dir";

const secretDir = useSecretDir();

const ready = (entries: TableEntry[]) =>
	entries.filter((entry) => entry.ready).map((entry) => entry.tableName);

describe("what changes meanwhile", () => {
	test("every watcher sees every change, also one that another call has taken in before", async () => {
		await using receiver = createReceiver({ secretDir: secretDir.path });
		const watchers = [receiver.watch(), receiver.watch()].map((watching) => watching[Symbol.asyncIterator]());
		const untilSeen = async (watcher: AsyncIterator<TableEntry[]>) => {
			for (;;) if (ready((await watcher.next()).value).includes("seen")) return;
		};
		await Promise.all(watchers.map((watcher) => watcher.next()));
		await createTransmitter({ secretDir: secretDir.path }).send([{ a: 1 }], { tableName: "seen" });
		expect(ready(await receiver.tables())).toContain("seen");
		await Promise.all(watchers.map(untilSeen));
	});

	test.skipIf(process.platform === "win32")(
		"keeping a table never hides a version that was sent meanwhile",
		async () => {
			await using receiver = createReceiver({ secretDir: secretDir.path });
			const transmitter = createTransmitter({ secretDir: secretDir.path });
			await transmitter.send([{ v: 1 }], { tableName: "kept", transport: "shm" });
			let second: ManifestEvent | null = null;
			const keeping = receiver.keep("kept", {
				onProgress: () => {
					sending ??= transmitter.send([{ v: 2 }], { tableName: "kept" }).then(({ event }) => {
						second = event;
					});
				},
			});
			let sending: Promise<void> | undefined;
			const outcome = await keeping.then(
				() => "kept",
				(error) => error.code,
			);
			await sending;
			const latest = (await receiver.tables()).find(({ tableName }) => tableName === "kept")?.ready;
			expect(latest).toEqual(second);
			// Which of the two came first is a race; whichever did, the second version is the one that is found.
			expect(["kept", "TABLE_NOT_FOUND"]).toContain(outcome);
		},
	);

	test("a table that is being opened while the receiver is closed is closed with it", async () => {
		await createTransmitter({ secretDir: secretDir.path }).send([{ a: 1 }], { tableName: "late" });
		const receiver = createReceiver({ secretDir: secretDir.path });
		await receiver.tables();
		const refused = expect(receiver.open("late")).rejects.toMatchObject({ code: "CLOSED" });
		await receiver.close();
		await refused;
	});
});
