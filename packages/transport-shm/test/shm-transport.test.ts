import { randomUUID } from "node:crypto";
import { existsSync, truncateSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createShmTransport } from "../src";

const transport = createShmTransport();
const secretDir = "/unused";

async function write(chunks: Uint8Array[], maxBytes?: number) {
	const writer = await transport.create({ secretDir, id: randomUUID(), maxBytes });
	try {
		for (const chunk of chunks) await writer.write(chunk);
		return await writer.commit();
	} catch (error) {
		await writer.abort();
		throw error;
	}
}

describe.skipIf(process.platform === "win32")("shared memory", () => {
	test("names fit into macOS' 30 characters", async () => {
		const location = await write([Buffer.from("x")]);
		expect(location.locator.length).toBeLessThanOrEqual(30);
		await transport.remove(location, { secretDir });
	});

	test.runIf(process.platform === "linux")("a segment that shrinks is an error, not a signal", async () => {
		const location = await write([new Uint8Array(1 << 20)]);
		const source = await transport.open(location, { secretDir });
		truncateSync(`/dev/shm/${location.locator}`, 4096);
		await expect(source.read(0, 1 << 20)).rejects.toMatchObject({ code: "PAYLOAD_CORRUPT" });
		await source.close();
		await transport.remove(location, { secretDir });
	});

	test.runIf(process.platform === "linux")("an aborted payload makes no segment", async () => {
		const id = randomUUID();
		const writer = await transport.create({ secretDir, id });
		await writer.write(Buffer.from("x"));
		await writer.abort();
		expect(existsSync(`/dev/shm/allye_${id.replaceAll("-", "").slice(0, 20)}`)).toBe(false);
	});
});

test.each(["", "../etc/passwd", "a/b", "/abs", "x\0y", "."])("the name %j is refused", async (locator) => {
	await expect(transport.open({ locator, data_size: 1 }, { secretDir })).rejects.toMatchObject({
		code: "PAYLOAD_REFUSED",
	});
});
