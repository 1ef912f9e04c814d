import { execFile } from "node:child_process";
import { appendFileSync, chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createArrowWriter, float64Array, utf8Array } from "@allye/arrow-ipc";
import { loadNative } from "@allye/native";
import {
	appendEvent,
	formatTimestamp,
	type ManifestEvent,
	type PayloadRef,
	resolveSecretDir,
	runTransfer,
	type SecretDir,
	type Transport,
} from "@allye/protocol";
import { createFileTransport } from "@allye/transport-file";
import { createShmTransport } from "@allye/transport-shm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createReceiver, type Receiver, type TableEntry } from "../src";

let dir: SecretDir;
let receiver: Receiver;
beforeEach(() => {
	dir = resolveSecretDir({ secretDir: mkdtempSync(join(tmpdir(), "allye receive ")) });
	receiver = createReceiver({ secretDir: dir.path });
});
afterEach(async () => {
	await receiver.close();
	rmSync(dir.path, { recursive: true, force: true });
});

/** Sends three rows of a number and a text, as any writer would. */
async function send(
	tableName: string,
	{
		transport = createFileTransport(),
		compression = null as "zstd" | "lz4_frame" | null,
		ttlSec = null as number | null,
	} = {},
): Promise<ManifestEvent> {
	const columns = [
		float64Array("x", Float64Array.of(1, 2.5, Number.NaN)),
		utf8Array("s", ["あ", null, "あ"]),
	];
	const schema = { fields: columns.map(({ field }) => field), metadata: new Map<string, string>() };
	const options = { tableName, producer: "test", ttlSec, metadata: {} };
	const { event } = await runTransfer(dir, transport, {
		...options,
		async write(sink) {
			const writer = createArrowWriter(sink, {
				schema,
				format: transport.format,
				compression,
				codecs: loadNative(),
			});
			await writer.write({ length: 3, columns });
			await writer.close();
			return { shape: [3, 2], schemaSha256: "" };
		},
	});
	return event;
}

/** Announces a payload that this changes. */
async function announce(event: ManifestEvent, changes: Partial<PayloadRef>): Promise<void> {
	await appendEvent(dir, { ...event, payload: { ...event.payload!, ...changes } });
}

const shm: Transport = createShmTransport();

describe("what cannot be opened is a typed error that says what to do", () => {
	const codeOf = (name: string) =>
		receiver.open(name).then(
			() => "opened",
			(error) => error.code,
		);

	test("a name that nobody sent, in a directory that is not there", async () => {
		const elsewhere = createReceiver({ secretDir: join(dir.path, "nowhere") });
		expect(await elsewhere.tables()).toEqual([]);
		await expect(elsewhere.open("x")).rejects.toMatchObject({ code: "TABLE_NOT_FOUND" });
		await elsewhere.close();
	});

	test("a name that nobody sent names what there is", async () => {
		await send("there");
		const error = await receiver.open("their").catch((error) => error);
		expect(error.message).toContain('"there"');
	});

	test("a transport that is not known", async () => {
		await announce(await send("t"), { transport: "carrier_pigeon_v1" });
		expect(await codeOf("t")).toBe("TRANSPORT_UNKNOWN");
	});

	test("a payload outside of payloads/", async () => {
		await announce(await send("t"), { locator: "/etc/hostname" });
		expect(await codeOf("t")).toBe("PAYLOAD_REFUSED");
	});

	test("a ready line without a payload hides the older ones, as in Python", async () => {
		// Ours never writes such a line.
		appendFileSync(dir.manifestPath, `${JSON.stringify({ ...(await send("t")), payload: null })}\n`);
		expect(await codeOf("t")).toBe("PAYLOAD_MISSING");
	});

	test("a table that has expired, unless asked", async () => {
		const past = formatTimestamp(new Date(Date.now() - 60_000));
		await announce(await send("t"), { expires_at: past });
		const error = await receiver.open("t").catch((error) => error);
		expect(error.code).toBe("EXPIRED");
		expect(error.message).toContain(past);
		const incoming = await receiver.open("t", { evenIfExpired: true });
		expect((await incoming.load()).rowCount).toBe(3);
	});

	test("anything, once the receiver or the table is closed", async () => {
		await send("t");
		const incoming = await receiver.open("t");
		await incoming.close();
		await expect(incoming.load()).rejects.toMatchObject({ code: "CLOSED" });
		const another = await receiver.open("t");
		await receiver.close();
		await expect(another.head(1)).rejects.toMatchObject({ code: "CLOSED" });
		await expect(receiver.tables()).rejects.toMatchObject({ code: "CLOSED" });
	});

	test("arguments that make no sense", async () => {
		await send("t");
		const incoming = await receiver.open("t");
		for (const call of [
			() => incoming.head(-1),
			() => incoming.head(0.5),
			() => incoming.sample(-1),
			() => incoming.sample(1, { seed: 0.5 }),
			() => incoming.load({ columns: ["no"] }),
			() => incoming.arrow({ columns: ["no"] }),
			() => incoming.estimate({ columns: ["no"] }),
			() => incoming.load({ rows: { start: 2, end: 1 } }),
			() => incoming.profile({ columns: ["no"] }),
			// What JavaScript lets through.
			() => incoming.load({ overrides: { x: { kind: "number" as "continuous" } } }),
			() => incoming.load({ overrides: { x: { role: "target" as "class" } } }),
			() => incoming.load({ columns: "x" as unknown as string[] }),
			() => receiver.open(undefined as unknown as string),
			() => receiver.keep(7 as unknown as string),
		])
			await expect(call()).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
		expect(() => createReceiver({ limits: { maxCells: -1 } })).toThrow(/maxCells is -1/);
	});
});

describe("an open table", () => {
	test.each([null, "zstd", "lz4_frame"] as const)(
		"gives head, rows, columns and all (compression: %s)",
		async (compression) => {
			await send("t", { compression });
			const incoming = await receiver.open("t");
			expect([incoming.rowCount, incoming.schema.fields.map(({ name }) => name)]).toEqual([3, ["x", "s"]]);
			const xOf = (table: { column(name: string): unknown }) =>
				Array.from((table.column("x") as { values: Float64Array }).values);
			expect(xOf(await incoming.load())).toEqual([1, 2.5, Number.NaN]);
			expect(xOf(await incoming.head(2))).toEqual([1, 2.5]);
			expect(xOf(await incoming.head(99))).toEqual([1, 2.5, Number.NaN]);
			expect(xOf(await incoming.load({ rows: { start: 1, end: 2 } }))).toEqual([2.5]);
			const part = await incoming.load({ columns: ["x"] });
			expect(part.columns.length).toBe(1);
			expect((await incoming.arrow({ columns: ["s", "x"] })).schema.fields.map(({ name }) => name)).toEqual([
				"s",
				"x",
			]);
			expect(incoming.reasons.get("x")).toBeTruthy();
		},
	);

	test("says where the manifest is wrong about the shape, and reads what there is", async () => {
		await announce(await send("t"), { shape: [7, 7] });
		const incoming = await receiver.open("t");
		expect(incoming.warnings.join()).toContain("7 rows × 7 columns");
		expect((await incoming.load()).rowCount).toBe(3);
	});
});

describe("watching", () => {
	test("gives the present state, then each change, and ends with the signal", async () => {
		const controller = new AbortController();
		const seen: string[][] = [];
		const names = (entries: TableEntry[]) =>
			entries.filter(({ ready }) => ready).map(({ tableName }) => tableName);
		for await (const entries of receiver.watch({ signal: controller.signal })) {
			seen.push(names(entries));
			if (seen.length === 1) await send("a");
			if (seen.at(-1)?.includes("b")) controller.abort();
			else if (seen.at(-1)?.includes("a")) await send("b");
		}
		expect(seen[0]).toEqual([]);
		expect(seen.at(-1)).toEqual(["a", "b"]);
	});

	test("ends when the receiver is closed, and a fired signal ends it at once", async () => {
		for await (const _ of receiver.watch({ signal: AbortSignal.abort() })) expect.unreachable();
		for await (const _ of receiver.watch()) await receiver.close();
	});
});

describe.skipIf(process.platform === "win32")("keeping", () => {
	test("a table by file is left as it is; one in shared memory becomes a file", async () => {
		const file = await send("file");
		expect(await receiver.keep("file")).toEqual(file);
		const sent = await send("memory", { transport: shm });
		const kept = await receiver.keep("memory");
		await shm.remove(sent.payload!, { secretDir: dir.path });
		expect(kept.payload?.transport).toBe("file_arrow_ipc_v1");
		const incoming = await receiver.open("memory");
		expect((await incoming.load()).rowCount).toBe(3);
	});
});

describe("without the addon", () => {
	const program = (name: string) => `
		import { createReceiver } from ${JSON.stringify(new URL("../dist/index.js", import.meta.url).href)};
		const receiver = createReceiver({ secretDir: ${JSON.stringify(dir.path)} });
		try {
			const incoming = await receiver.open(${JSON.stringify(name)});
			console.log(JSON.stringify((await incoming.load()).rowCount));
		} catch ({ code, message }) {
			console.log(JSON.stringify(code + " " + message));
		}
		await receiver.close();
	`;
	async function withoutAddon(name: string): Promise<unknown> {
		const env = { ...process.env, ALLYE_NATIVE: "off" };
		const { stdout } = await promisify(execFile)(
			process.execPath,
			["--input-type=module", "-e", program(name)],
			{ env },
		);
		return JSON.parse(stdout);
	}

	test.each([null, "zstd", "lz4_frame"] as const)(
		"files can be read (compression: %s)",
		async (compression) => {
			await send("t", { compression });
			expect(await withoutAddon("t")).toBe(3);
		},
	);

	test.skipIf(process.platform === "win32")("shared memory cannot, which says why", async () => {
		const { payload } = await send("t", { transport: shm });
		expect(await withoutAddon("t")).toMatch(/^NATIVE_UNAVAILABLE .*ALLYE_NATIVE/s);
		await shm.remove(payload!, { secretDir: dir.path });
	});
});

test.each([null, "zstd"] as const)(
	"after preload() the first table needs no module more (compression: %s)",
	async (compression) => {
		await send("t", { compression });
		const program = fileURLToPath(new URL("programs/preload-then-open.mjs", import.meta.url));
		const { stderr } = await promisify(execFile)(process.execPath, [program, dir.path, "t"]);
		const [before, after] = stderr.split("preloaded\n");
		expect(before).toMatch(/arrow-ipc\/dist\/index\.js/);
		expect(after).toBe("");
	},
);

test.runIf(process.platform === "linux" && process.getuid?.() === 0)(
	"another user's directory is refused, whatever lies in it",
	async () => {
		chownSync(dir.path, 12_345, 12_345);
		await expect(receiver.tables()).rejects.toMatchObject({ code: "PERMISSION" });
		await expect(receiver.watch()[Symbol.asyncIterator]().next()).rejects.toMatchObject({
			code: "PERMISSION",
		});
	},
);
