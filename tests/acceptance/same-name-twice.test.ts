import { findPython, startTestee } from "@allye/conformance";
import { createReceiver } from "@allye/receiver";
import { createTransmitter } from "@allye/transmitter";
import { describe, expect, test } from "vitest";
import { useSecretDir } from "./secret-dir";

const secretDir = useSecretDir();

describe.skipIf(!findPython())("the same name sent twice", () => {
	test("both events stay, both sides take the latest ready, and the producer filter holds on both", async () => {
		await using testee = startTestee();
		await using receiver = createReceiver({ secretDir: secretDir.path });
		const python = testee.at(secretDir.path);
		const transmitter = createTransmitter({ secretDir: secretDir.path });

		const column = (value: string) => ({ columns: [{ name: "v", dtype: "int64", values: [value] }] });
		await transmitter.send([{ v: 1 }], { tableName: "twice" });
		const second = await transmitter.send([{ v: 2 }], { tableName: "twice" });
		const third = await python.send(column("3"), { tableName: "twice", transport: "file" });

		const history = await receiver.history("twice");
		expect(history.map(({ producer, status }) => `${producer} ${status}`)).toEqual([
			"allye writing",
			"allye ready",
			"allye writing",
			"allye ready",
			"python writing",
			"python ready",
		]);
		expect((await python.history("twice")).map(({ id }) => id)).toEqual(history.map(({ id }) => id));

		const value = async (producer?: string) => {
			await using incoming = await receiver.open("twice", { producer });
			return (await incoming.load()).X.get(0, 0);
		};
		const pythonValue = async (producer?: string) => {
			const [{ values }] = (await python.get("twice", producer)).columns as { values: string[] }[];
			return Number(values[0]);
		};
		for (const [producer, expected] of [
			[undefined, 3],
			["python", 3],
			["allye", 2],
		] as const) {
			expect(await value(producer)).toBe(expected);
			expect(await pythonValue(producer)).toBe(expected);
		}
		const ids = async (producer?: string) =>
			(await receiver.tables({ producer })).map(({ ready }) => ready?.id);
		expect(await ids()).toEqual([third.id]);
		expect(await ids("allye")).toEqual([second.id]);
		expect((await python.listTables("allye")).map(({ id }) => id)).toEqual([second.id]);
		await expect(value("nobody")).rejects.toMatchObject({ code: "TABLE_NOT_FOUND" });
	});
});
