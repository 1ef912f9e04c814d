import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findPython, PythonError, type PythonPeer, startTestee, type TableSpec, type Testee } from "../src";

/** Orange takes its time to load. */
const slow = { timeout: 60_000 };

describe.skipIf(!findPython())("the Python testee", slow, () => {
	let root: string;
	let testee: Testee;
	let python: PythonPeer;
	let directories = 0;
	beforeAll(() => {
		root = mkdtempSync(join(tmpdir(), "allye-testee-"));
		testee = startTestee();
	});
	beforeEach(() => {
		python = testee.at(join(root, String(directories++)));
	});
	afterAll(async () => {
		await testee.close();
		rmSync(root, { recursive: true, force: true });
	});

	const numbers = {
		columns: [{ name: "x", dtype: "float64", values: [1.5, "nan" as const, "-0" as const] }],
	};

	test("names the versions that it runs", async () => {
		expect(await testee.versions()).toMatchObject({
			allye_data_connector: "0.1.2",
			Orange3: expect.any(String),
		});
	});

	test("sends by file, with each compression, and gets the same values", async () => {
		for (const compression of ["zstd", "lz4", "none"] as const) {
			const event = await python.send(numbers, { tableName: compression, transport: "file", compression });
			expect(event).toMatchObject({
				table_name: compression,
				producer: "python",
				status: "ready",
				payload: { transport: "file_arrow_ipc_v1", shape: [3, 1] },
			});
			expect(await python.get(compression)).toEqual({ rows: 3, ...numbers });
		}
	});

	test.skipIf(process.platform === "win32")("sends by shared memory", async () => {
		const event = await python.send(numbers, { tableName: "t", shmUnlinkOnRead: false });
		expect(event.payload?.transport).toBe("shm_arrow_stream_v1");
		expect(event.metadata).toEqual({ shm_unlink_on_read: false });
		expect(await python.get("t")).toEqual({ rows: 3, ...numbers });
	});

	test("passes chunk_rows, ttl_sec and metadata on", async () => {
		const metadata = { note: "日本語", nested: { list: [1, null] } };
		const event = await python.send(numbers, { transport: "file", chunkRows: 1, ttlSec: 60, metadata });
		expect(event).toMatchObject({ ttl_sec: 60, metadata, payload: { expires_at: expect.any(String) } });
		expect(event.table_name).toMatch(/^table_\d+_/);
	});

	test("gives the Orange Table that table_from_frame makes", async () => {
		const columns = [
			{ name: "n", dtype: "int64", values: ["1", "2", "3"] },
			{ name: "d", dtype: "object", values: ["b", null, "b"] },
			{ name: "s", dtype: "string", values: ["🍣", null, ""] },
			{ name: "t", dtype: "datetime64[ns, Asia/Tokyo]", values: ["1500000000", null, "0"] },
		];
		await python.send({ columns }, { tableName: "t", transport: "file" });
		const attributes = {};
		expect(await python.tableFromFrame("t")).toEqual({
			rows: 3,
			domain: {
				attributes: [
					{ kind: "continuous", name: "n", numberOfDecimals: 0, attributes },
					{ kind: "discrete", name: "d", values: ["b"], attributes },
					{ kind: "time", name: "t", haveDate: true, haveTime: true, timezone: "Asia/Tokyo", attributes },
				],
				classVars: [],
				metas: [{ kind: "string", name: "s", attributes }],
			},
			X: [
				[1, 2, 3],
				[0, "nan", 0],
				[1.5, "nan", 0],
			],
			Y: [],
			metas: [["🍣", "", ""]],
		});
	});

	const everyRole: TableSpec = {
		rows: 2,
		domain: {
			attributes: [
				{ kind: "continuous", name: "c", numberOfDecimals: 5, attributes: { unit: "mm" } },
				{ kind: "time", name: "t", haveDate: true, haveTime: true, timezone: "+09:00", attributes: {} },
			],
			classVars: [{ kind: "discrete", name: "種", values: ["b", "a"], attributes: {} }],
			metas: [
				{ kind: "string", name: "s", attributes: {} },
				{ kind: "continuous", name: "m", numberOfDecimals: 0, attributes: {} },
			],
		},
		X: [
			[0.1, "nan"],
			[1.5, 0],
		],
		Y: [[1, "nan"]],
		metas: [
			["", "表"],
			[3, 4],
		],
	};

	test("makes any Orange Table from its description", async () => {
		expect(await testee.describeTable(everyRole)).toEqual(everyRole);
		const iris = await testee.dataset("iris");
		expect(iris.domain.classVars).toMatchObject([{ kind: "discrete", name: "iris", values: { length: 3 } }]);
		expect(await testee.describeTable(iris)).toEqual(iris);
	});

	test("keeps infinities, signed zeros and tables without rows or columns", async () => {
		const floats = ["inf", "-inf", "-0", "nan", 5e-324, 0.1] as const;
		const variable = (name: string) => ({
			kind: "continuous" as const,
			name,
			numberOfDecimals: 3,
			attributes: {},
		});
		const domain = { attributes: [variable("x")], classVars: [variable("y")], metas: [variable("m")] };
		const table = { rows: 6, domain, X: [[...floats]], Y: [[...floats]], metas: [[...floats]] };
		expect(await testee.describeTable(table)).toEqual(table);
		const noRows = { rows: 0, domain, X: [[]], Y: [[]], metas: [[]] };
		expect(await testee.describeTable(noRows)).toEqual(noRows);
		const nothing = {
			rows: 0,
			domain: { attributes: [], classVars: [], metas: [] },
			X: [],
			Y: [],
			metas: [],
		};
		expect(await testee.describeTable(nothing)).toEqual(nothing);
	});

	test("gives the DataFrame that table_to_frame makes", async () => {
		expect(await testee.tableToFrame(everyRole)).toEqual({
			rows: 2,
			columns: [
				{ name: "c", dtype: "float64", values: [0.1, "nan"] },
				{ name: "t", dtype: "datetime64[ns]", values: ["1500000000", "0"] },
				{
					name: "種",
					dtype: "category",
					categories: { name: "", dtype: "object", values: ["b", "a"] },
					ordered: true,
					codes: [1, -1],
				},
				{ name: "s", dtype: "object", values: ["", "表"] },
				{ name: "m", dtype: "int64", values: ["3", "4"] },
			],
		});
	});

	test("compares what it got with table_to_frame", async () => {
		const frame = await testee.tableToFrame(everyRole);
		await python.send(frame, { tableName: "same", transport: "file" });
		expect(await python.compare("same", everyRole, "python")).toEqual([]);
		const [first, ...others] = frame.columns;
		const columns = [{ ...first!, dtype: "float32" }, ...others] as typeof frame.columns;
		await python.send({ columns }, { tableName: "float32", transport: "file" });
		expect((await python.compare("float32", everyRole)).join("\n")).toContain(
			'dtype "float32", expected "float64"'.replaceAll('"', "'"),
		);
		const zero = { ...everyRole, X: [[0, 1], everyRole.X[1]!] };
		await python.send(await testee.tableToFrame({ ...zero, X: [["-0", 1], everyRole.X[1]!] }), {
			tableName: "zero",
		});
		expect(await python.compare("zero", zero)).toEqual(["column 'c': values '-0' in row 0, expected 0.0"]);
	});

	test("sends Orange's own data sets", async () => {
		await python.send({ dataset: "titanic" }, { tableName: "titanic", transport: "file" });
		const [status] = (await python.get("titanic")).columns;
		expect(status).toMatchObject({ name: "status", dtype: "category", ordered: true });
	});

	test("reads the manifest as Python does", async () => {
		await python.send(numbers, { tableName: "b", transport: "file" });
		await python.send(numbers, { tableName: "a", transport: "file", metadata: { big: 2 } });
		expect((await python.listTables()).map(({ table_name }) => table_name)).toEqual(["a", "b"]);
		expect(await python.listTables("allye")).toEqual([]);
		expect(await python.latestReady("c")).toBeNull();
		expect((await python.history()).map(({ status }) => status)).toEqual([
			"writing",
			"ready",
			"writing",
			"ready",
		]);
		expect(await python.history("a")).toHaveLength(2);
		expect(await python.gc()).toEqual([]);
	});

	test("appends events under the lock, and holds the lock", { retry: 3 }, async () => {
		const ready = await python.send(numbers, { tableName: "t", transport: "file" });
		await python.append({ ...ready, status: "error", payload: null, metadata: { error: "OSError()" } });
		const ids = await python.appendMany(20, { tableName: "many", producer: "p" });
		expect((await python.history("many")).map(({ id }) => id)).toEqual(ids);
		const start = performance.now();
		await python.holdLock(0.5);
		expect(performance.now() - start).toBeLessThan(450);
		await python.appendMany(1, { tableName: "many" });
		expect(performance.now() - start).toBeGreaterThan(450);
	});

	test("rejects with what Python raised, and goes on", async () => {
		const failure = await python.get("nothing").catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(PythonError);
		expect(failure).toMatchObject({ type: "KeyError", message: expect.stringContaining("nothing") });
		expect((failure as PythonError).traceback).toContain("get_dataframe");
		const complex = { columns: [{ name: "z", dtype: "complex128", values: [[1, 2] as [number, number]] }] };
		await expect(python.send(complex, { tableName: "z" })).rejects.toThrow(PythonError);
		expect(await python.history("z")).toMatchObject([{ status: "writing" }, { status: "error" }]);
	});
});

describe.skipIf(!findPython())("the testee's process", slow, () => {
	test("its end rejects the calls under way and all later ones", async () => {
		const testee = startTestee();
		const underWay = testee.dataset("iris");
		process.kill(testee.pid, "SIGKILL");
		await expect(underWay).rejects.toMatchObject({ type: "ProcessExit" });
		await expect(testee.versions()).rejects.toMatchObject({ type: "ProcessExit" });
		await testee.close();
	});

	test("a Python that does not exist is said to be so", async () => {
		const testee = startTestee({ python: "/nowhere/python" });
		await expect(testee.versions()).rejects.toMatchObject({
			type: "ProcessExit",
			message: expect.stringContaining("ENOENT"),
		});
		await testee.close();
	});

	test("environment variables and the directory are passed on", async () => {
		const root = mkdtempSync(join(tmpdir(), "allye-cwd-"));
		await using testee = startTestee({ cwd: root, env: { TZ: "Asia/Tokyo" } });
		const event = await testee.at("relative").send({ columns: [] }, { tableName: "t", transport: "file" });
		expect(event.created_at).toMatch(/\+0900$/);
		expect(event.payload?.locator).toMatch(/^relative/);
		rmSync(root, { recursive: true });
	});
});
