import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createArrowWriter, dictionaryArray, float64Array, utf8Array } from "@allye/arrow-ipc";
import { loadNative } from "@allye/native";
import { concatTables, type TextColumn } from "@allye/orange-table";
import { resolveSecretDir, runTransfer, type SecretDir, type Transport } from "@allye/protocol";
import { createFileTransport } from "@allye/transport-file";
import { createShmTransport } from "@allye/transport-shm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { availableMemory, createReceiver, isTooLarge, type Limits, type Receiver } from "../src";
import { parseVmStat } from "../src/available-memory";

const BATCHES = 6;
const BATCH_ROWS = 50_000;
const ROWS = BATCHES * BATCH_ROWS;
const shm = createShmTransport();

let dir: SecretDir;
const receivers: Receiver[] = [];
beforeAll(async () => {
	dir = resolveSecretDir({ secretDir: mkdtempSync(join(tmpdir(), "allye large ")) });
	await send("large");
});
afterEach(async () => {
	await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
});
afterAll(() => rmSync(dir.path, { recursive: true, force: true }));

function open(limits?: Limits) {
	const receiver = createReceiver({ secretDir: dir.path, limits });
	receivers.push(receiver);
	return receiver.open("large");
}

interface SendOptions {
	transport?: Transport;
	batches?: number;
	batchRows?: number;
	compression?: "zstd" | "lz4_frame" | null;
}

/** 300,000 rows of two numbers, a category and a text that is different in each row, compressed. */
async function send(tableName: string, options: SendOptions = {}) {
	const { transport = createFileTransport(), batches = BATCHES, batchRows = BATCH_ROWS } = options;
	const { compression = transport.format === "file" ? "zstd" : null } = options;
	const names = ["x", "y", "c", "s"];
	const batch = (first: number) => {
		const each = <T>(value: (row: number) => T) =>
			Array.from({ length: batchRows }, (_, i) => value(first + i));
		return [
			float64Array("x", Float64Array.from(each((row) => row))),
			float64Array("y", Float64Array.from(each((row) => (row % 10 === 0 ? Number.NaN : Math.sin(row))))),
			dictionaryArray("c", Int32Array.from(each((row) => row % 3)), ["a", "b", "c"]),
			utf8Array(
				"s",
				each((row) => `row ${row}`),
			),
		];
	};
	const schema = { fields: batch(0).map(({ field }) => field), metadata: new Map<string, string>() };
	await runTransfer(dir, transport, {
		...{ tableName, producer: "test", ttlSec: null, metadata: { shm_unlink_on_read: true } },
		async write(sink) {
			const writer = createArrowWriter(sink, {
				schema,
				format: transport.format,
				compression,
				codecs: loadNative(),
			});
			for (let i = 0; i < batches; i++)
				await writer.write({ length: batchRows, columns: batch(i * batchRows) });
			await writer.close();
			return { shape: [batches * batchRows, names.length], schemaSha256: "" };
		},
	});
}

describe("an estimate", () => {
	test("counts decoded bytes to the byte, and those of the Orange Table", async () => {
		const incoming = await open();
		const estimate = await incoming.estimate();
		expect(estimate).toMatchObject({ rows: ROWS, columns: 4, warnings: [] });
		const decoded = async (name: string) => {
			const index = incoming.schema.fields.findIndex((field) => field.name === name);
			const { payload } = incoming as unknown as { payload: import("@allye/arrow-ipc").ArrowPayload };
			let bytes = 0;
			for await (const { columns } of payload.batches({ columns: [index] }))
				for (const { buffers, validity } of columns)
					bytes += buffers.reduce((sum, { length }) => sum + length, validity?.length ?? 0);
			return bytes;
		};
		const of = (name: string) => estimate.perColumn.find((column) => column.name === name)!;
		for (const name of ["x", "y", "s"]) expect(of(name).decodedBytes).toBe(await decoded(name));
		const table = await incoming.load();
		expect(of("x").loadedBytes).toBe((table.column("x") as { values: Float64Array }).values.byteLength);
		expect(of("c").loadedBytes).toBe((table.column("c") as { codes: Int32Array }).codes.byteLength);
		const { chunks } = table.column("s") as TextColumn;
		const text = chunks.reduce((sum, { offsets, bytes }) => sum + offsets.byteLength + bytes.byteLength, 0);
		expect(of("s").loadedBytes).toBe(text);
		expect(estimate.perColumn.map(({ name }) => name)).toEqual(["s", "y", "x", "c"]);
		const sum = estimate.perColumn.reduce((total, { loadedBytes }) => total + loadedBytes, 0);
		expect(estimate.loadedBytes).toBe(sum);
		expect(estimate.availableBytes).toBeGreaterThan(0);
	});

	test("of a part is that part's", async () => {
		const part = await (await open()).estimate({ columns: ["x"], rows: { start: 10, end: 110 } });
		expect(part).toMatchObject({ rows: 100, columns: 1, loadedBytes: 800 });
	});
});

describe("limits", () => {
	test.each([{ maxBytes: 1e6 }, { maxCells: 1e6 }, { maxShareOfAvailable: 1e-6 }])(
		"%o refuse a load before it reads anything, with the estimate; a sample and few columns are let through",
		async (limits) => {
			const incoming = await open(limits);
			let progressed = 0;
			const error = await incoming.load({ onProgress: () => progressed++ }).catch((error) => error);
			expect([isTooLarge(error), error.code, progressed]).toEqual([true, "OVER_LIMITS", 0]);
			expect(error.estimate.rows).toBe(ROWS);
			expect(error.message).toMatch(
				/^All 300,000 rows need \d+(\.\d+)? MB; \d+(\.\d+)? GB is free\. Load a sample or fewer columns\./,
			);
			expect((await incoming.estimate()).warnings).toHaveLength(1);
			expect((await incoming.sample(1000)).rowCount).toBe(1000);
			expect((await incoming.load({ rows: { start: 0, end: 1000 } })).rowCount).toBe(1000);
			await expect(incoming.arrow()).rejects.toMatchObject({ code: "OVER_LIMITS" });
			await expect(incoming.sample(299_999)).rejects.toMatchObject({ code: "OVER_LIMITS" });
			expect((await incoming.load({ allowLarge: true })).rowCount).toBe(ROWS);
		},
	);

	test("lifted, still do not let a table through that memory cannot hold, and the process lives", async () => {
		const rows = Math.ceil((await availableMemory()) / 2);
		const field = {
			name: "n",
			type: { kind: "null" },
			nullable: true,
			children: [],
			metadata: new Map(),
		} as const;
		const column = {
			field,
			length: rows,
			nullCount: rows,
			validity: null,
			buffers: [],
			children: [],
			dictionary: null,
		};
		const schema = { fields: [field], metadata: new Map<string, string>() };
		await runTransfer(dir, createFileTransport(), {
			...{ tableName: "endless", producer: "test", ttlSec: null, metadata: {} },
			async write(sink) {
				const writer = createArrowWriter(sink, { schema, format: "file", compression: null });
				await writer.write({ length: rows, columns: [column] });
				await writer.close();
				return { shape: [rows, 1], schemaSha256: "" };
			},
		});
		const receiver = createReceiver({ secretDir: dir.path });
		receivers.push(receiver);
		const incoming = await receiver.open("endless");
		await expect(incoming.load()).rejects.toMatchObject({ code: "OVER_LIMITS" });
		const error = await incoming.load({ allowLarge: true }).catch((error) => error);
		expect([error.code, isTooLarge(error)]).toEqual(["OUT_OF_MEMORY", true]);
		expect((await incoming.head(5)).rowCount).toBe(5);
	});

	test("count only the columns that are loaded", async () => {
		const incoming = await open({ maxCells: ROWS });
		expect((await incoming.load({ columns: ["x"] })).rowCount).toBe(ROWS);
		await expect(incoming.load({ columns: ["x", "y"] })).rejects.toThrow(
			/^All 300,000 rows of 2 columns need/,
		);
	});
});

test("a uniform sample has every row with the same chance, and a block sample says what it is", async () => {
	const incoming = await open();
	const { values } = (await incoming.sample(30_000, { seed: 7, columns: ["x"] })).column("x") as {
		values: Float64Array;
	};
	const counts = new Array(100).fill(0);
	for (const row of values) counts[Math.floor(row / 3000)]++;
	const chiSquare = counts.reduce((sum, count) => sum + (count - 300) ** 2 / 300, 0);
	expect(chiSquare).toBeLessThan(170);
	expect(incoming.warnings).toEqual([]);

	const blocks = await incoming.sample(600, { method: "blocks", columns: ["x"] });
	expect(blocks.rowCount).toBe(600);
	expect(incoming.warnings).toEqual([
		"This is a block sample: 6 blocks of rows that lie together, quick to read, and no random sample.",
	]);
});

test("a sample is the same rows whatever the record batches and the compression, and others for another seed", async () => {
	await send("fine", { batches: 30, batchRows: 10_000, compression: "lz4_frame" });
	await send("coarse", { batches: 2, batchRows: 150_000, compression: null });
	const receiver = createReceiver({ secretDir: dir.path });
	receivers.push(receiver);
	const rowsOf = async (name: string, seed: number) => [
		...(await (await receiver.open(name)).sample(2000, { seed })).rows(),
	];
	const expected = await rowsOf("large", 11);
	expect(expected).toHaveLength(2000);
	for (const name of ["fine", "coarse"]) expect(await rowsOf(name, 11)).toEqual(expected);
	expect(await rowsOf("fine", 12)).not.toEqual(expected);
});

describe("batches", () => {
	test("are all rows, in order, with progress; twice the same", async () => {
		const incoming = await open();
		const seen: number[] = [];
		const tables = [];
		for await (const table of incoming.batches({ onProgress: ({ rows }) => seen.push(rows) }))
			tables.push(table);
		const all = concatTables(tables);
		expect(all.rowCount).toBe(ROWS);
		expect([...all.rows(ROWS - 1)]).toEqual([
			...(await incoming.load({ domain: all.domain })).rows(ROWS - 1),
		]);
		expect(seen).toEqual([...seen].sort((a, b) => a - b));
		expect(seen.at(-1)).toBe(ROWS);
		const part = [];
		for await (const table of incoming.batches({ rows: { start: 49_990, end: 50_010 }, columns: ["x"] }))
			part.push(table);
		expect([...concatTables(part).rows()].map(([x]) => x)).toEqual(
			Array.from({ length: 20 }, (_, i) => 49_990 + i),
		);
	});

	test.skipIf(!shm.supports.create)(
		"read to their end take shared memory away where it asks for that; nothing else that reads a part does",
		async () => {
			await send("memory", { transport: shm, batches: 2 });
			const receiver = createReceiver({ secretDir: dir.path });
			receivers.push(receiver);
			const incoming = await receiver.open("memory");
			await incoming.estimate();
			await incoming.sample(10);
			await incoming.sample(2 * BATCH_ROWS);
			await incoming.profile();
			await incoming.domain({ exact: true });
			await (await incoming.growing()).grow(1e6);
			await (await incoming.lazy()).window({ rows: { start: 0, end: 10 } });
			for await (const _ of incoming.batches({ columns: ["x"] }));
			for await (const _ of incoming.batches()) break;
			const again = await receiver.open("memory");
			for await (const _ of again.batches());
			await expect(receiver.open("memory")).rejects.toMatchObject({ code: "SHM_GONE" });
		},
	);
});

describe("an abort", () => {
	test.each(["load", "sample", "profile", "batches", "domain", "arrow", "growing"] as const)(
		"of %s settles soon, and the table can be read again",
		// A bound in milliseconds may meet a busy machine.
		{ retry: 2 },
		async (what) => {
			const incoming = await open();
			for (const delay of [0, 3, 15]) {
				const stop = new AbortController();
				const { signal } = stop;
				const run = async () => {
					if (what === "batches") for await (const _ of incoming.batches({ signal }));
					else if (what === "growing") await (await incoming.growing({ signal })).grow(ROWS, { signal });
					else if (what === "sample") await incoming.sample(200_000, { signal });
					else if (what === "domain") await incoming.domain({ exact: true, signal });
					else await incoming[what]({ signal });
				};
				let aborted = 0;
				setTimeout(() => {
					aborted = performance.now();
					stop.abort("enough");
				}, delay);
				const error = await run().then(
					() => null,
					(error) => error,
				);
				// It may have been quicker.
				if (error === null) continue;
				expect([error.code, error.cause]).toEqual(["ABORTED", "enough"]);
				expect(performance.now() - aborted).toBeLessThan(100);
			}
			expect((await incoming.head(3)).rowCount).toBe(3);
		},
	);

	test("leaves a growing table as it was", async () => {
		const growing = await (await open()).growing({ method: "uniform", seed: 3 });
		const before = await growing.grow(100);
		await expect(growing.grow(100, { signal: AbortSignal.abort() })).rejects.toMatchObject({
			code: "ABORTED",
		});
		expect([growing.table, growing.isComplete]).toEqual([before, false]);
		const [a, b] = [growing.grow(50), growing.grow(ROWS)];
		expect([(await a).rowCount, (await b).rowCount]).toEqual([150, ROWS]);
		expect(growing.isComplete).toBe(true);
	});
});

test("a profile of all rows tells what was sent", async () => {
	const { of, rows, columns } = await (await open()).profile();
	expect([of, rows, columns.map(({ name }) => name)]).toEqual(["all rows", ROWS, ["x", "y", "c", "s"]]);
	const [x, y, c, s] = columns as [
		(typeof columns)[0],
		(typeof columns)[0],
		(typeof columns)[0],
		(typeof columns)[0],
	];
	expect(x).toMatchObject({ missing: 0, minimum: 0, maximum: ROWS - 1, distinctIsExact: false });
	expect(Math.abs(x.distinct / ROWS - 1)).toBeLessThan(0.05);
	expect(x.mean).toBeCloseTo((ROWS - 1) / 2, 5);
	expect(y).toMatchObject({ missing: ROWS / 10, kind: "continuous" });
	expect(y.histogram!.counts.reduce((sum, count) => sum + count, 0)).toBe(ROWS * 0.9);
	expect(c).toMatchObject({ distinct: 3, distinctIsExact: true, missing: 0 });
	expect(c.top).toEqual(["a", "b", "c"].map((value) => ({ value, count: ROWS / 3 })));
	expect(s).toMatchObject({ kind: "string", missing: 0 });
	const sampled = await (await open()).profile({ sample: { n: 500, method: "blocks" }, columns: ["y"] });
	expect(sampled).toMatchObject({ of: "block sample", rows: 500, columns: [{ name: "y" }] });
});

describe("memory that is available", () => {
	const GIB = 2 ** 30;
	const root = (files: Record<string, string>) => {
		const path = mkdtempSync(join(tmpdir(), "allye-root-"));
		for (const [name, text] of Object.entries(files)) {
			mkdirSync(join(path, dirname(name)), { recursive: true });
			writeFileSync(join(path, name), text);
		}
		return path;
	};
	const meminfo = `MemTotal: 16777216 kB\nMemFree: 1048576 kB\nMemAvailable:   8388608 kB\n`;

	test.each([
		["is what the kernel says", { "proc/self/cgroup": "0::/\n" }, 8 * GIB],
		[
			"is no more than a cgroup leaves, whose file cache can be given up",
			{
				"proc/self/cgroup": "0::/a/b\n",
				"sys/fs/cgroup/a/b/memory.max": "max\n",
				"sys/fs/cgroup/a/memory.max": `${4 * GIB}\n`,
				"sys/fs/cgroup/a/memory.current": `${3 * GIB}\n`,
				"sys/fs/cgroup/a/memory.stat": `anon 5\ninactive_file ${GIB}\n`,
			},
			2 * GIB,
		],
		[
			"is what the mount of a container says, where its own path is not there",
			{
				"proc/self/cgroup": "0::/system.slice/docker-1.scope\n",
				"sys/fs/cgroup/memory.max": `${GIB}\n`,
				"sys/fs/cgroup/memory.current": "0\n",
			},
			GIB,
		],
		[
			"is no more than a limited address space leaves",
			{
				"proc/self/cgroup": "0::/\n",
				"proc/self/limits": `Limit  Soft Limit  Hard Limit  Units\nMax address space         ${2 * GIB}           unlimited            bytes\n`,
				"proc/self/status": `VmPeak: 5 kB\nVmSize:\t 1048576 kB\n`,
			},
			GIB - 64 * 2 ** 20,
		],
		[
			"knows no such limit",
			{
				"proc/self/limits": "Max address space         unlimited            unlimited            bytes\n",
				"proc/self/status": "VmSize:\t 1048576 kB\n",
			},
			8 * GIB,
		],
		[
			"knows version 1, where no limit is a huge number",
			{
				"proc/self/cgroup": "5:cpu:/x\n4:memory:/x\n",
				"sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
				"sys/fs/cgroup/memory/memory.usage_in_bytes": `${9 * GIB}\n`,
				"sys/fs/cgroup/memory/x/memory.limit_in_bytes": `${3 * GIB}\n`,
				"sys/fs/cgroup/memory/x/memory.usage_in_bytes": `${GIB}\n`,
			},
			2 * GIB,
		],
	])("%s", async (_, files, expected) => {
		const path = root({ "proc/meminfo": meminfo, ...(files as Record<string, string>) });
		expect(await availableMemory(path)).toBe(expected);
		rmSync(path, { recursive: true });
	});

	test("is there on this machine", async () => expect(await availableMemory()).toBeGreaterThan(2 ** 20));

	test("is read out of vm_stat on macOS", () => {
		const output = [
			"Mach Virtual Memory Statistics: (page size of 16384 bytes)",
			"Pages free:                               10.",
			"Pages active:                            500.",
			"Pages inactive:                           20.",
			"Pages speculative:                         3.",
			"Pages purgeable:                           1.",
		].join("\n");
		expect(parseVmStat(output)).toBe(34 * 16384);
		expect(parseVmStat("nothing")).toBeNull();
	});
});
