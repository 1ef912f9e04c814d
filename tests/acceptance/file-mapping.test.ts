import { readFileSync, truncateSync } from "node:fs";
import { findPython, startTestee } from "@allye/conformance";
import { createReceiver } from "@allye/receiver";
import { createTransmitter } from "@allye/transmitter";
import { describe, expect, test } from "vitest";
import { useSecretDir } from "./secret-dir";

const secretDir = useSecretDir();
const ROWS = 400_000;

describe.skipIf(process.platform !== "linux")("an uncompressed file", () => {
	test.skipIf(!findPython())("is read through a mapping, seen in the process's memory map", async () => {
		await using testee = startTestee();
		const { payload } = await testee
			.at(secretDir.path)
			.send({ dataset: "iris" }, { tableName: "mapped", transport: "file", compression: "none" });
		const mapped = () => readFileSync("/proc/self/maps", "utf8").includes(payload!.locator);
		await using receiver = createReceiver({ secretDir: secretDir.path });
		const incoming = await receiver.open("mapped");
		await incoming.load();
		expect(mapped()).toBe(true);
		await incoming.close();
		expect(mapped()).toBe(false);
	});

	test("that is truncated during a load gives a typed error, and the process lives", async () => {
		const { columns } = await import("./wide-table");
		const transmitter = createTransmitter({ secretDir: secretDir.path, compression: "none" });
		const { event } = await transmitter.send(columns(ROWS), { tableName: "truncated", transport: "file" });
		await using receiver = createReceiver({ secretDir: secretDir.path });
		await using incoming = await receiver.open("truncated");
		let truncated = false;
		const loading = incoming.load({
			onProgress() {
				if (truncated) return;
				truncated = true;
				truncateSync(event.payload!.locator, 100_000);
			},
		});
		await expect(loading).rejects.toMatchObject({ name: "AllyeError", code: "PAYLOAD_CORRUPT" });
		expect(truncated).toBe(true);
	});
});
