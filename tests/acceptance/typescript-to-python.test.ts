import { describeTable, findPython, startTestee, type Testee } from "@allye/conformance";
import { continuous, discrete, OrangeTable, string, time } from "@allye/orange-table";
import { createReceiver } from "@allye/receiver";
import { createTransmitter, type SendOptions, type TransmitterOptions } from "@allye/transmitter";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useSecretDir } from "./secret-dir";

const secretDir = useSecretDir();

const WAYS: [string, TransmitterOptions, SendOptions][] = [
	["file, zstd", { compression: "zstd" }, { transport: "file" }],
	["file, lz4", { compression: "lz4" }, { transport: "file" }],
	["file, not compressed", { compression: "none" }, { transport: "file" }],
	["shared memory", {}, { transport: "shm" }],
	["auto, shared memory preferred", {}, { transport: "auto", preferShm: true }],
];

const nan = Number.NaN;

/** Every kind of variable in every role it can have, with something missing in each. */
const everyKind = () =>
	OrangeTable.fromRows(
		[
			{ x: 0.1, n: 3, m: 1, s: "寿司🍣", c: "低", t: 1_577_836_800.789, d: 86_400, y: "yes", z: 2.5 },
			{ x: nan, n: -2, m: nan, s: "", c: null, t: nan, d: nan, y: null, z: nan },
			{ x: -0, n: 2 ** 53, m: 7, s: 'a,"b"\n', c: "高", t: -1.5, d: 0, y: "no", z: -7.25 },
		],
		{
			domain: {
				attributes: [
					continuous("x", { numberOfDecimals: 5 }),
					continuous("n", { numberOfDecimals: 0 }),
					continuous("m", { numberOfDecimals: 0 }),
					discrete("c", ["高", "低", "未使用"]),
					time("t", { haveDate: true, haveTime: true, timezone: "Asia/Tokyo" }),
				],
				classVars: [discrete("y", ["no", "yes"]), continuous("z")],
				metas: [string("s"), time("d", { haveDate: true, haveTime: false, timezone: "UTC" })],
			},
		},
	);

describe("TypeScript → Python and back", () => {
	let testee: Testee;
	beforeAll(() => {
		if (findPython()) testee = startTestee();
	});
	afterAll(() => testee?.close());

	test.skipIf(!findPython()).each(WAYS)(
		"%s: get_dataframe equals table_to_frame",
		async (tableName, options, how) => {
			const transmitter = createTransmitter({ secretDir: secretDir.path, ...options });
			const table = everyKind();
			const { event, warnings } = await transmitter.send(table, { ...how, tableName });
			expect(warnings).toEqual([]);
			expect(event.payload?.transport).toBe(
				tableName.includes("memory") ? "shm_arrow_stream_v1" : "file_arrow_ipc_v1",
			);
			const python = testee.at(secretDir.path);
			expect(await python.compare(tableName, describeTable(table), "allye")).toEqual([]);
		},
	);

	test.each(WAYS)(
		"%s: a class variable, metas and 5 decimals come back the same",
		async (way, options, how) => {
			const tableName = `back ${way}`;
			const table = everyKind();
			await createTransmitter({ secretDir: secretDir.path, ...options }).send(table, { ...how, tableName });
			await using receiver = createReceiver({ secretDir: secretDir.path });
			await using incoming = await receiver.open(tableName);
			expect(describeTable(await incoming.load())).toEqual(describeTable(table));
		},
	);

	test("rows become a table, ttl and metadata are in the event, and an empty name is made up", async () => {
		const { tableName, event } = await createTransmitter({ secretDir: secretDir.path }).send(
			[{ a: 1 }, { a: 2 }],
			{
				ttlSeconds: 3600,
				metadata: { note: "表", n: 2n ** 70n },
			},
		);
		expect(tableName).toMatch(/^table_\d+_[0-9a-f]{8}$/);
		expect(event).toMatchObject({ ttl_sec: 3600, metadata: { note: "表", n: 2n ** 70n } });
		const expires = Date.parse(event.payload!.expires_at!);
		expect(Math.abs(expires - Date.now() - 3_600_000)).toBeLessThan(10_000);
		await using receiver = createReceiver({ secretDir: secretDir.path });
		const [entry] = (await receiver.tables()).filter((each) => each.tableName === tableName);
		expect(entry.ready).toEqual(event);
	});

	test("an Arrow table is sent as it is", async () => {
		const { tableFromArrays } = await import("apache-arrow");
		const arrow = tableFromArrays({ i: Int32Array.of(1, 2, 3), f: Float64Array.of(0.5, 1, 2) });
		await createTransmitter({ secretDir: secretDir.path }).send(arrow, { tableName: "arrow" });
		await using receiver = createReceiver({ secretDir: secretDir.path });
		await using incoming = await receiver.open("arrow");
		const table = await incoming.load();
		expect(describeTable(table).X).toEqual([
			[1, 2, 3],
			[0.5, 1, 2],
		]);
		if (testee)
			expect((await testee.at(secretDir.path).get("arrow")).columns.map((c) => c.dtype)).toEqual([
				"int32",
				"float64",
			]);
	});
});
