import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { continuous, createDomain, numberColumn, OrangeTable } from "@allye/orange-table";
import { createFileTransport } from "@allye/transport-file";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
	createTransmitter,
	type SendInput,
	type SendOptions,
	type Transmitter,
	writeArrowFile,
} from "../src";

let secretDir: string;
let transmitter: Transmitter;
beforeEach(() => {
	secretDir = mkdtempSync(join(tmpdir(), "allye send "));
	transmitter = createTransmitter({ secretDir });
});
afterEach(() => rmSync(secretDir, { recursive: true, force: true }));

const rows = [{ a: 1.5 }, { a: 2 }];
const statuses = () => events().map((event) => event.status);
const payloads = () => readdirSync(join(secretDir, "payloads"));

function events(): { status: string; id: string; metadata: Record<string, unknown> }[] {
	try {
		const text = readFileSync(join(secretDir, "manifest.jsonl"), "utf8");
		return text
			.trimEnd()
			.split("\n")
			.map((line) => JSON.parse(line));
	} catch {
		return [];
	}
}

test("after preload() the first send needs no module more", async () => {
	const program = fileURLToPath(new URL("programs/preload-then-send.mjs", import.meta.url));
	const { stderr } = await promisify(execFile)(process.execPath, [program, secretDir]);
	const [before, after] = stderr.split("preloaded\n");
	expect(before).toMatch(/arrow-ipc\/dist\/message-/);
	expect(after).toBe("");
	expect(statuses()).toEqual(["writing", "ready"]);
});

describe("a send that cannot start changes nothing", () => {
	test.each<[string, SendInput, SendOptions]>([
		["no table", "text" as unknown as SendInput, {}],
		["an unknown transport", rows, { transport: "pigeon" as "file" }],
		["a time to live that is no number of seconds", rows, { ttlSeconds: 1.5 }],
		["a limit that is none", rows, { maxShmBytes: Number.NaN }],
	])("%s", async (_, input, options) => {
		await expect(transmitter.send(input, options)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
		expect(events()).toEqual([]);
	});

	test("a signal that has fired", async () => {
		const signal = AbortSignal.abort("no");
		await expect(transmitter.send(rows, { signal })).rejects.toMatchObject({ code: "ABORTED", cause: "no" });
		expect(events()).toEqual([]);
	});

	test("options that make no sense", () => {
		expect(() => createTransmitter({ producer: "" })).toThrow(
			expect.objectContaining({ code: "INVALID_ARGUMENT" }),
		);
		const compression = "gzip" as "zstd";
		expect(() => createTransmitter({ compression })).toThrow(
			expect.objectContaining({ code: "INVALID_ARGUMENT" }),
		);
	});
});

describe("a send that fails after writing says so in the manifest and leaves no payload", () => {
	test("an abort in the middle", async () => {
		const controller = new AbortController();
		const table = OrangeTable.fromRows(Array.from({ length: 20_000 }, (_, row) => ({ a: row / 3 })));
		const sending = transmitter.send(table, {
			signal: controller.signal,
			onProgress: () => controller.abort("enough"),
		});
		await expect(sending).rejects.toMatchObject({ code: "ABORTED", cause: "enough" });
		expect(statuses()).toEqual(["writing", "error"]);
		expect(events()[1].metadata.error).toContain("ABORTED");
		expect(events()[1].id).toBe(events()[0].id);
		expect(payloads()).toEqual([]);
	});

	test("an abort at any moment: of what was begun nothing is left, and it ends soon", {
		retry: 3,
	}, async () => {
		const rows = 400_000;
		const names = ["a", "b", "c", "d", "e", "f"];
		const columns = names.map((name, i) =>
			numberColumn(
				continuous(name, { numberOfDecimals: i % 2 }),
				Float64Array.from({ length: rows }, (_, row) => (row * 7919) % 10_007),
			),
		);
		const table = new OrangeTable(
			createDomain({ attributes: columns.map(({ variable }) => variable) }),
			columns,
		);
		const start = performance.now();
		await transmitter.send(table, { transport: "file" });
		rmSync(secretDir, { recursive: true });
		// Where others use the machine, everything takes longer, a send too.
		const soon = Math.max(100, (performance.now() - start) / 4);
		for (const delay of [0, 2, 5, 10, 20, 40]) {
			const stop = new AbortController();
			const before = events().length;
			const outcome = transmitter.send(table, { signal: stop.signal, transport: "file" }).then(
				() => "ready",
				() => "error",
			);
			await new Promise((resolve) => setTimeout(resolve, delay));
			stop.abort();
			const aborted = performance.now();
			const last = await outcome;
			expect(performance.now() - aborted).toBeLessThan(soon);
			if (last === "ready") continue;
			expect([[], ["writing", "error"]]).toContainEqual(statuses().slice(before));
			if (existsSync(join(secretDir, "payloads"))) expect(payloads()).toEqual([]);
		}
	});

	test.skipIf(process.platform === "win32")("a table too large for shared memory", async () => {
		const sending = transmitter.send(rows, { transport: "shm", maxShmBytes: 100, metadata: { note: 1 } });
		await expect(sending).rejects.toMatchObject({ code: "SHM_TOO_LARGE" });
		expect(statuses()).toEqual(["writing", "error"]);
		expect(events()[1].metadata).toMatchObject({ note: 1, error: expect.stringContaining("SHM_TOO_LARGE") });
	});

	test("a transport that fails, wherever it does", async () => {
		for (const failing of ["create", "write", "commit"] as const) {
			const file = createFileTransport();
			const fail = async () => {
				throw new Error(`${failing} failed`);
			};
			const broken = createTransmitter({
				secretDir,
				transports: [
					{
						...file,
						async create(options) {
							if (failing === "create") return fail();
							const writer = await file.create(options);
							return {
								write: failing === "write" ? fail : (bytes) => writer.write(bytes),
								commit: failing === "commit" ? fail : () => writer.commit(),
								abort: () => writer.abort(),
							};
						},
					},
				],
			});
			const before = events().length;
			await expect(broken.send(rows)).rejects.toThrow(`${failing} failed`);
			expect(statuses().slice(before)).toEqual(["writing", "error"]);
			expect(events().at(-1)?.metadata.error).toContain(`${failing} failed`);
			expect(payloads()).toEqual([]);
		}
	});
});

describe('"auto"', () => {
	test("is a file, whatever the size", async () => {
		const { event } = await transmitter.send(rows);
		expect(event.payload?.transport).toBe("file_arrow_ipc_v1");
	});

	test("is a file where the table does not fit into the shared memory that is preferred", async () => {
		const { event } = await transmitter.send(rows, { preferShm: true, maxShmBytes: 10 });
		expect(event.payload?.transport).toBe("file_arrow_ipc_v1");
		expect(statuses()).toEqual(["writing", "ready"]);
	});
});

test("what writeArrowFile writes is what is sent, byte for byte", async () => {
	const { event } = await transmitter.send(rows);
	const path = join(secretDir, "copy.arrow");
	await writeArrowFile(rows, path);
	expect(readFileSync(path).equals(readFileSync(event.payload!.locator))).toBe(true);
});

test("without the addon, sending rejects with NATIVE_UNAVAILABLE and says why", async () => {
	const program = `
		import { createTransmitter } from ${JSON.stringify(new URL("../dist/index.js", import.meta.url).href)};
		const transmitter = createTransmitter({ secretDir: ${JSON.stringify(secretDir)} });
		await transmitter.send([{ a: 1 }]).catch(({ code, message }) => console.log(JSON.stringify({ code, message })));
	`;
	const env = { ...process.env, ALLYE_NATIVE: "off" };
	const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], {
		env,
	});
	const { code, message } = JSON.parse(stdout);
	expect(code).toBe("NATIVE_UNAVAILABLE");
	expect(message).toContain("ALLYE_NATIVE");
	expect(events()).toEqual([]);
});
