import { execFileSync } from "node:child_process";
import {
	closeSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
	writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFileTransport } from "../src";

const ID = "0a1b2c3d-0000-4000-8000-000000000000";
const transport = createFileTransport();
let secretDir: string;

beforeEach(() => {
	secretDir = mkdtempSync(join(tmpdir(), "allye files "));
	mkdirSync(join(secretDir, "payloads"));
});
afterEach(() => rmSync(secretDir, { recursive: true, force: true }));

const payload = (name: string) => join(secretDir, "payloads", name);

async function write(chunks: Uint8Array[]) {
	const writer = await transport.create({ secretDir, id: ID });
	for (const chunk of chunks) await writer.write(chunk);
	return writer.commit();
}

describe("what is written", () => {
	test("is there under its name, and nothing else, where it was to be durable", async () => {
		const writer = await transport.create({ secretDir, id: ID, durable: true });
		await writer.write(Buffer.from("kept"));
		const { locator } = await writer.commit();
		expect(readFileSync(locator, "utf8")).toBe("kept");
		expect(readdirSync(join(secretDir, "payloads"))).toEqual([`${ID}.arrow`]);
	});

	test("is a file of mode 0600 and has its final name only once it is complete", async () => {
		const writer = await transport.create({ secretDir, id: ID });
		await writer.write(Buffer.from("half"));
		expect(readdirSync(join(secretDir, "payloads"))).not.toContain(`${ID}.arrow`);
		const { locator } = await writer.commit();
		expect(readFileSync(locator, "utf8")).toBe("half");
		expect(readdirSync(join(secretDir, "payloads"))).toEqual([`${ID}.arrow`]);
		if (process.platform !== "win32") expect(statSync(locator).mode & 0o777).toBe(0o600);
	});

	test("leaves nothing behind when it is aborted", async () => {
		const writer = await transport.create({ secretDir, id: ID });
		await writer.write(Buffer.from("half"));
		await writer.abort();
		await writer.abort();
		expect(readdirSync(join(secretDir, "payloads"))).toEqual([]);
	});

	test("an abort signal stops the writing", async () => {
		const controller = new AbortController();
		const writer = await transport.create({ secretDir, id: ID, signal: controller.signal });
		controller.abort("enough");
		await expect(writer.write(Buffer.from("x"))).rejects.toMatchObject({ code: "ABORTED", cause: "enough" });
		await writer.abort();
		expect(readdirSync(join(secretDir, "payloads"))).toEqual([]);
	});
});

describe("opening refuses", () => {
	const open = (locator: string, data_size = 0, payloadsAnywhere = false) =>
		transport.open({ locator, data_size }, { secretDir, payloadsAnywhere });

	test("a file outside of payloads/, unless payloadsAnywhere", async () => {
		const outside = join(secretDir, "outside.arrow");
		writeFileSync(outside, "x");
		await expect(open(outside)).rejects.toMatchObject({ code: "PAYLOAD_REFUSED" });
		await expect(open("/etc/passwd")).rejects.toMatchObject({ code: "PAYLOAD_REFUSED" });
		await expect(open(join(secretDir, "payloads", "..", "outside.arrow"))).rejects.toMatchObject({
			code: "PAYLOAD_REFUSED",
		});
		await (await open(outside, 0, true)).close();
	});

	test("a symlink that leads out of payloads/", async () => {
		writeFileSync(join(secretDir, "outside.arrow"), "x");
		symlinkSync(join(secretDir, "outside.arrow"), payload("link.arrow"));
		await expect(open(payload("link.arrow"))).rejects.toMatchObject({ code: "PAYLOAD_REFUSED" });
	});

	test.skipIf(process.platform === "win32")("a FIFO and a directory, without hanging", async () => {
		execFileSync("mkfifo", [payload("fifo.arrow")]);
		mkdirSync(payload("folder.arrow"));
		await expect(open(payload("fifo.arrow"))).rejects.toMatchObject({ code: "PAYLOAD_REFUSED" });
		await expect(open(payload("folder.arrow"))).rejects.toMatchObject({ code: "PAYLOAD_REFUSED" });
	});

	test("a file that is not there, saying where it looked", async () => {
		const error = await open(payload("gone.arrow")).catch((error) => error);
		expect(error).toMatchObject({ code: "PAYLOAD_MISSING" });
		expect(error.message).toContain(payload("gone.arrow"));
	});
});

test("a relative locator means payloads/<its file name>", async () => {
	writeFileSync(payload("a.arrow"), "abc");
	const source = await transport.open({ locator: "somewhere/payloads/a.arrow", data_size: 3 }, { secretDir });
	expect(Buffer.from(await source.read(0, 3)).toString()).toBe("abc");
	await source.close();
});

test("a payloads/ that is itself a symlink is followed", async () => {
	const elsewhere = mkdtempSync(join(tmpdir(), "allye elsewhere "));
	rmSync(join(secretDir, "payloads"), { recursive: true });
	symlinkSync(elsewhere, join(secretDir, "payloads"));
	const location = await write([Buffer.from("abc")]);
	const source = await transport.open(location, { secretDir });
	expect(source.size).toBe(3);
	await source.close();
	rmSync(elsewhere, { recursive: true });
});

test.each([true, false])(
	"a file truncated while it is open is an error, not a signal (direct: %s)",
	async (direct) => {
		const location = await write([new Uint8Array(1 << 20)]);
		const source = await transport.open(location, { secretDir });
		await source.read(0, 1, { direct });
		truncateSync(location.locator, 4096);
		await expect(source.read(0, 1 << 20, { direct })).rejects.toMatchObject({ code: "PAYLOAD_CORRUPT" });
		await source.close();
	},
);

test.runIf(process.platform === "linux")("direct reads go through a mapping of the file", async () => {
	const location = await write([new Uint8Array(1 << 20)]);
	const mapped = () => readFileSync("/proc/self/maps", "utf8").includes(location.locator);
	const source = await transport.open(location, { secretDir });
	await source.read(0, 1024);
	expect(mapped()).toBe(false);
	await source.read(0, 1024, { direct: true });
	expect(mapped()).toBe(true);
	await source.close();
	expect(mapped()).toBe(false);
});

test("a file of more than 4 GiB is read at any offset", async () => {
	const size = 5 * 2 ** 30;
	const far = [0, 2 ** 31 - 4, 2 ** 32 - 4, 2 ** 32 + 12_345, size - 8];
	// Sparse: it takes a few blocks of the disk.
	const file = openSync(payload(`${ID}.arrow`), "w");
	for (const offset of far) writeSync(file, `${offset}`.slice(-8).padStart(8, "_"), offset);
	closeSync(file);
	const source = await transport.open({ locator: `${ID}.arrow`, data_size: size }, { secretDir });
	const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
	const expected = far.map((offset) => `${offset}`.slice(-8).padStart(8, "_"));
	for (const direct of [true, false]) {
		const read = far.map(async (offset) => text(await source.read(offset, 8, { direct })));
		expect(await Promise.all(read)).toEqual(expected);
	}
	expect(text(await source.readMany!(Float64Array.from(far), 8))).toBe(expected.join(""));
	await expect(source.readMany!(Float64Array.of(size - 7), 8)).rejects.toMatchObject({
		code: "PAYLOAD_CORRUPT",
	});
	await source.close();
	await expect(source.readMany!(Float64Array.of(0), 8)).rejects.toMatchObject({ code: "CLOSED" });
});

test("removing removes that file alone, and a second time does nothing", async () => {
	const location = await write([Buffer.from("abc")]);
	writeFileSync(payload("other.arrow"), "x");
	await transport.remove(location, { secretDir });
	await transport.remove(location, { secretDir });
	expect(readdirSync(join(secretDir, "payloads"))).toEqual(["other.arrow"]);
	await expect(
		transport.remove({ locator: "/etc/passwd", data_size: 0 }, { secretDir }),
	).rejects.toMatchObject({
		code: "PAYLOAD_REFUSED",
	});
});
