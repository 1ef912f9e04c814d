import assert from "node:assert/strict";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { OrangeTable } from "@allye/orange-table";
import { createReceiver } from "@allye/receiver";
import { createTransmitter } from "@allye/transmitter";
import { temporaryDirectory } from "./temporary-directory.mjs";

const WINDOWS = process.platform === "win32";
const ROWS = Array.from({ length: 5000 }, (_, row) => ({
	number: row / 3,
	text: `値 ${row}`,
	group: ["イ", "ロ", "ハ"][row % 3],
	moment: new Date(86_400_000 * row),
}));
const TABLE = OrangeTable.fromRows(ROWS);

describe("tables by file", () => {
	const secretDir = temporaryDirectory();
	const manifest = join(secretDir, "manifest.jsonl");
	// `await using` is not in Node 20's own JavaScript.
	const withReceiver = async (use) => {
		const receiver = createReceiver({ secretDir });
		try {
			return await use(receiver);
		} finally {
			await receiver.close();
		}
	};
	const withTable = (tableName, use) => withReceiver(async (receiver) => use(await receiver.open(tableName)));
	const receive = (tableName) => withTable(tableName, (incoming) => incoming.load());
	const namesThere = () =>
		withReceiver(async (receiver) => (await receiver.tables()).map(({ tableName }) => tableName));

	for (const compression of ["zstd", "lz4", "none"])
		test(`what is sent is received: ${compression}`, async () => {
			const transmitter = createTransmitter({ secretDir, compression });
			const { event } = await transmitter.send(TABLE, { tableName: `表 ${compression}` });
			assert.match(event.payload.locator, WINDOWS ? /^[A-Z]:\\.*秘密 表\\payloads\\/ : /秘密 表\/payloads\//);
			const table = await receive(`表 ${compression}`);
			assert.deepEqual([...table.rows()], [...TABLE.rows()]);
			assert.deepEqual(table.domain, TABLE.domain);
		});

	test("a part of a table is that part of it", () =>
		withTable("表 zstd", async (incoming) => {
			const part = await incoming.load({ rows: { start: 1000, end: 1010 }, columns: ["number"] });
			assert.deepEqual(
				[...part.rows()],
				ROWS.slice(1000, 1010).map(({ number }) => [number]),
			);
			assert.equal((await incoming.sample(100, { seed: 1 })).rowCount, 100);
		}));

	test("shared memory is a file there, with a warning", { skip: !WINDOWS }, async () => {
		const { event, warnings } = await createTransmitter({ secretDir }).send(TABLE, {
			tableName: "shm",
			transport: "shm",
		});
		assert.equal(event.payload.transport, "file_arrow_ipc_v1");
		assert.equal(warnings.length, 1);
	});

	test("a manifest whose lines end in \\r\\n is read, and appended to", async () => {
		const text = readFileSync(manifest, "utf8");
		writeFileSync(manifest, text.replaceAll("\n", "\r\n"));
		await createTransmitter({ secretDir }).send(TABLE, { tableName: "after" });
		const names = await namesThere();
		assert.ok(names.includes("after") && names.includes("表 zstd"), names.join());
	});

	test("a locator is found however its slashes stand, and only in payloads", async () => {
		const events = readFileSync(manifest, "utf8")
			.trim()
			.split(/\r?\n/)
			.map((line) => JSON.parse(line));
		const { payload, ...rest } = events.findLast(({ status }) => status === "ready");
		const announce = (table_name, locator) =>
			writeFileSync(
				manifest,
				`${JSON.stringify({ ...rest, table_name, payload: { ...payload, locator } })}\n`,
				{ flag: "a" },
			);
		announce("slashes", payload.locator.replaceAll("\\", "/"));
		assert.equal((await receive("slashes")).rowCount, 5000);
		if (WINDOWS) {
			announce("lower case", payload.locator[0].toLowerCase() + payload.locator.slice(1));
			assert.equal((await receive("lower case")).rowCount, 5000);
		}
		const outside = join(dirname(secretDir), "outside.arrow");
		writeFileSync(outside, readFileSync(payload.locator));
		const elsewhere = WINDOWS
			? [outside, "\\\\server\\share\\x.arrow", "C:outside.arrow", `${outside}:stream`, "NUL", "CON"]
			: [outside];
		for (const [index, locator] of elsewhere.entries()) {
			announce(`outside ${index}`, locator);
			await assert.rejects(receive(`outside ${index}`), (error) =>
				["PAYLOAD_REFUSED", "PAYLOAD_MISSING"].includes(error.code),
			);
		}
		await assert.rejects(receive("outside 0"), { code: "PAYLOAD_REFUSED" });
	});

	test("a payload that is open stays readable when it is replaced or removed, or refuses to go", async () => {
		const { event } = await createTransmitter({ secretDir }).send(TABLE, { tableName: "open" });
		const { locator } = event.payload;
		await withTable("open", async (incoming) => {
			let removed = true;
			try {
				rmSync(locator);
			} catch {
				removed = false;
			}
			assert.equal((await incoming.load()).rowCount, 5000);
			await incoming.close();
			if (!removed) rmSync(locator);
		});
		await assert.rejects(receive("open"), { code: "PAYLOAD_MISSING" });
	});

	test("a payload that is renamed away while nobody has it open is missing, and found again", async () => {
		const { event } = await createTransmitter({ secretDir }).send(TABLE, { tableName: "moved" });
		const { locator } = event.payload;
		renameSync(locator, `${locator}.away`);
		await assert.rejects(receive("moved"), { code: "PAYLOAD_MISSING" });
		renameSync(`${locator}.away`, locator);
		assert.equal((await receive("moved")).rowCount, 5000);
	});

	test("an aborted send leaves an error line and no payload", async () => {
		const payloads = join(secretDir, "payloads");
		const send = createTransmitter({ secretDir }).send(TABLE, {
			tableName: "aborted",
			signal: AbortSignal.abort(new Error("no more")),
		});
		await assert.rejects(send, { code: "ABORTED" });
		assert.ok(existsSync(payloads));
		await assert.rejects(receive("aborted"), { code: "TABLE_NOT_FOUND" });
	});

	test("watch() says that a table came", () =>
		withReceiver(async (receiver) => {
			const stop = AbortSignal.timeout(20_000);
			const sent = createTransmitter({ secretDir }).send(TABLE, { tableName: "watched" });
			let seen = false;
			for await (const tables of receiver.watch({ signal: stop })) {
				seen = tables.some(({ tableName }) => tableName === "watched");
				if (seen) break;
			}
			await sent;
			assert.ok(seen);
		}));
});
