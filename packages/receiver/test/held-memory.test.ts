import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createArrowWriter, float64Array } from "@allye/arrow-ipc";
import { loadNative } from "@allye/native";
import { type ManifestEvent, resolveSecretDir, runTransfer, type SecretDir } from "@allye/protocol";
import { createFileTransport } from "@allye/transport-file";
import { createShmTransport } from "@allye/transport-shm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createReceiver, type Receiver } from "../src";

const shm = createShmTransport();

let dir: SecretDir;
let receiver: Receiver;
beforeEach(() => {
	dir = resolveSecretDir({ secretDir: mkdtempSync(join(tmpdir(), "allye held ")) });
	receiver = createReceiver({ secretDir: dir.path });
});
afterEach(async () => {
	await receiver.close();
	rmSync(dir.path, { recursive: true, force: true });
});

/** Sends 0 to 9, in memory that is to be removed once it was read. */
async function send(transport = shm): Promise<ManifestEvent> {
	const column = float64Array(
		"x",
		Float64Array.from({ length: 10 }, (_, i) => i),
	);
	const options = {
		tableName: "t",
		producer: "test",
		ttlSec: null,
		metadata: { shm_unlink_on_read: true },
	};
	const { event } = await runTransfer(dir, transport, {
		...options,
		async write(sink) {
			const schema = { fields: [column.field], metadata: new Map<string, string>() };
			const writer = createArrowWriter(sink, {
				schema,
				format: transport.format,
				compression: null,
				codecs: loadNative(),
			});
			await writer.write({ length: 10, columns: [column] });
			await writer.close();
			return { shape: [10, 1], schemaSha256: "" };
		},
	});
	return event;
}

async function load(event: ManifestEvent): Promise<number[]> {
	await using incoming = await receiver.open(event);
	const [x] = (await incoming.load()).columns;
	return x !== undefined && "values" in x ? [...x.values] : [];
}

const all = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

describe.skipIf(process.platform === "win32")("shared memory that is held", () => {
	test("is loaded again and again, though the first load removes it", async () => {
		const event = await send();
		await receiver.hold(event);
		expect(await receiver.sharedMemory(event)).toBe("held");
		expect(await load(event)).toEqual(all);
		await expect(shm.open(event.payload!, { secretDir: dir.path })).rejects.toMatchObject({
			code: "SHM_GONE",
		});
		expect(await load(event)).toEqual(all);
		expect(await Promise.all([load(event), load(event)])).toEqual([all, all]);
	});

	test("becomes a file, though it was removed", async () => {
		const event = await send();
		await receiver.hold(event);
		await shm.remove(event.payload!, { secretDir: dir.path });
		const kept = await receiver.keep("t");
		expect(kept.payload?.transport).toBe("file_arrow_ipc_v1");
		await receiver.letGo(event);
		expect(await load(kept)).toEqual(all);
	});

	test("is gone once it is let go, but not for who has it open", async () => {
		const event = await send();
		expect(await receiver.sharedMemory(event)).toBe("there");
		await receiver.hold(event);
		await receiver.hold(event);
		await using incoming = await receiver.open(event);
		await shm.remove(event.payload!, { secretDir: dir.path });
		await receiver.letGo(event);
		expect(await receiver.sharedMemory(event)).toBe("gone");
		expect((await incoming.load()).rowCount).toBe(10);
		await expect(receiver.open(event)).rejects.toMatchObject({ code: "SHM_GONE" });
		await expect(receiver.hold(event)).rejects.toMatchObject({ code: "SHM_GONE" });
	});

	test("is not removed a second time: its name may be another's by then", async () => {
		const event = await send();
		await receiver.hold(event);
		await load(event);
		const { locator } = event.payload!;
		const other = await loadNative()!.createSharedMemory(locator, [new Uint8Array(64)]);
		try {
			await load(event);
			expect(
				await shm.open({ locator, data_size: 64 }, { secretDir: dir.path }).then((source) => source.close()),
			).toBe(undefined);
		} finally {
			other.close();
			await shm.remove(event.payload!, { secretDir: dir.path });
		}
	});

	test("a table by file is none, and is left as it is", async () => {
		const event = await send(createFileTransport());
		await receiver.hold(event);
		expect(await receiver.sharedMemory(event)).toBeNull();
		expect(await load(event)).toEqual(all);
	});
});
