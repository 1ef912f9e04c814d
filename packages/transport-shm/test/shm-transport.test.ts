import { randomUUID } from "node:crypto";
import { existsSync, truncateSync } from "node:fs";
import fc from "fast-check";
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
	test("what is written is read back, any range of it", async () => {
		const bytes = fc.uint8Array({ minLength: 1, maxLength: 5000 });
		await fc.assert(
			fc.asyncProperty(
				fc.array(bytes, { minLength: 1, maxLength: 5 }),
				fc.nat(),
				fc.nat(),
				async (chunks, a, b) => {
					const all = Buffer.concat(chunks);
					const location = await write(chunks);
					const source = await transport.open(location, { secretDir });
					await transport.remove(location, { secretDir });
					expect(source.size).toBe(all.length);
					const start = a % all.length;
					const end = start + (b % (all.length - start + 1));
					const got = await source.read(start, end - start);
					await source.close();
					expect(Buffer.from(got).equals(all.subarray(start, end))).toBe(true);
				},
			),
			{ numRuns: 50 },
		);
	});

	test("names fit into macOS' 30 characters", async () => {
		const location = await write([Buffer.from("x")]);
		expect(location.locator.length).toBeLessThanOrEqual(30);
		await transport.remove(location, { secretDir });
	});

	test("a segment that is gone is SHM_GONE, and removing it again does nothing", async () => {
		const location = await write([Buffer.from("x")]);
		await transport.remove(location, { secretDir });
		await transport.remove(location, { secretDir });
		await expect(transport.open(location, { secretDir })).rejects.toMatchObject({ code: "SHM_GONE" });
	});

	test("a segment that is smaller than the manifest says is PAYLOAD_CORRUPT", async () => {
		const location = await write([Buffer.from("x")]);
		const claimed = { ...location, data_size: 1 << 20 };
		await expect(transport.open(claimed, { secretDir })).rejects.toMatchObject({ code: "PAYLOAD_CORRUPT" });
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

	test("more than maxBytes is SHM_TOO_LARGE, and no segment is made", async () => {
		await expect(write([new Uint8Array(10)], 9)).rejects.toMatchObject({ code: "SHM_TOO_LARGE" });
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
