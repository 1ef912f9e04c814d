import { appendFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ManifestEvent, TableEntry } from "@allye/receiver";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allye, allyeJson } from "./allye";
import { type Frame, orEmpty, same, utc } from "./frame";
import { PYTHON, type PythonScript, startPython } from "./python";
import { temporaryDirectory } from "./temporary-directory";

const windows = process.platform === "win32";

describe.skipIf(!PYTHON)("against a directory that Python wrote", { timeout: 120_000 }, () => {
	let python: PythonScript;
	let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
	let dir: string;
	const send = (name: string, rest: object) => python.ask<string>({ op: "send", name, dir, ...rest });
	const get = (name: string, producer: string) => python.ask<Frame>({ op: "get", name, producer, dir });
	const here = () => ["--secret-dir", dir];

	beforeAll(async () => {
		directory = await temporaryDirectory();
		dir = join(directory.path, "secrets");
		python = startPython("canvas-peer.py");
		await send("iris", { frame: "iris", transport: "file" });
		await send("mixed 表", {
			frame: "mixed",
			transport: "file",
			ttl: 3600,
			metadata: { big: 2 ** 40, note: "初" },
		});
		await send("memory", { frame: "mixed", transport: "shm" });
		await send("broken", { frame: "unsendable", transport: "file" });
		await send("old", { frame: "iris", transport: "file", ttl: 1 });
		const pending = { version: 1, id: "p", table_name: "slow", producer: "python", status: "writing" };
		const created_at = new Date().toISOString().replace(/\.\d+Z$/, "+0000");
		// Not JSON, but what Python writes and reads: NaN, and an integer past 2^53.
		const metadata = `"metadata":{"ratio":NaN,"big":12345678901234567890}`;
		const line = JSON.stringify({ ...pending, created_at, ttl_sec: null, payload: null });
		await appendFile(join(dir, "manifest.jsonl"), `${line.slice(0, -1)},${metadata}}\n`);
	}, 120_000);

	afterAll(async () => {
		await python?.end();
		await directory?.[Symbol.asyncDispose]();
	});

	test("list shows each state in words", async () => {
		await new Promise((resolve) => setTimeout(resolve, 1100));
		const { code, stdout, stderr } = await allye("list", ...here());
		expect([code, stderr]).toEqual([0, ""]);
		const line = (name: string) => stdout.split("\n").find((each) => each.startsWith(`${name} `));
		expect(line("iris")).toMatch(/ ready +150 × 5 +\d\.\d KB +file +python +(just now|\d+ seconds? ago)$/);
		expect(line("memory")).toMatch(
			/ ready, vanishes when its sender exits +30 × 8 .* shared memory +python /,
		);
		expect(line("broken")).toMatch(/ error: Arrow(Invalid|TypeError)\(.*Could not convert/);
		expect(line("old")).toMatch(/ expired /);
		expect(line("slow")).toMatch(/ sending… /);
		expect(stdout).not.toContain("\x1b");
	});

	test("list --json has the manifest's own field names, and is valid whatever is in it", async () => {
		const { stdout } = await allye("list", "--json", ...here());
		const entries: TableEntry[] = JSON.parse(stdout);
		expect(entries.map(({ tableName }) => tableName)).toEqual([
			"broken",
			"iris",
			"memory",
			"mixed 表",
			"old",
			"slow",
		]);
		const mixed = entries.find(({ tableName }) => tableName === "mixed 表")!;
		expect(mixed.ready).toMatchObject({
			table_name: "mixed 表",
			producer: "python",
			status: "ready",
			ttl_sec: 3600,
			payload: { transport: "file_arrow_ipc_v1", shape: [30, 8] },
			metadata: { big: 2 ** 40, note: "初" },
		});
		expect(entries.find(({ tableName }) => tableName === "slow")).toMatchObject({
			ready: null,
			latestError: null,
			pending: { status: "writing", metadata: { ratio: "NaN" } },
		});
		expect(stdout).toContain('"big":12345678901234567890');
		expect(await allyeJson("list", "--producer", "allye", ...here())).toEqual([]);
	});

	test("show tells what becomes of each column, and shows the first rows", async () => {
		const { code, stdout } = await allye("show", "mixed 表", ...here());
		expect(code).toBe(0);
		expect(stdout).toMatch(/shape +30 rows × 8 columns/);
		expect(stdout).toMatch(/expires +in \d+ minutes/);
		expect(stdout).toMatch(/grade +discrete +attribute .* category /);
		const shown = await allyeJson<{
			event: ManifestEvent;
			rowCount: number;
			columns: { name: string; kind: string; role: string; arrow: string; pandas: string; reason: string }[];
			head: { rows: unknown[][] };
		}>("show", "mixed 表", ...here());
		expect(shown.rowCount).toBe(30);
		expect(shown.columns.map(({ name, kind, role, pandas }) => [name, kind, role, pandas])).toEqual([
			["数", "continuous", "attribute", "float64"],
			["count", "continuous", "attribute", "int64"],
			["flag", "continuous", "attribute", "bool"],
			["text", "string", "meta", "object"],
			["grade", "discrete", "attribute", "category"],
			["day", "time", "attribute", "datetime64[ns]"],
			["moment", "time", "attribute", "datetime64[ns, Asia/Tokyo]"],
			["gaps", "continuous", "attribute", "float64"],
		]);
		expect(shown.columns.every(({ reason }) => reason.length > 0)).toBe(true);
		expect(shown.head.rows).toHaveLength(5);
	});

	test("head prints rows for people and for programs", async () => {
		const { code, stdout } = await allye("head", "iris", "-n", "3", ...here());
		expect(code).toBe(0);
		expect(stdout.split("\n")).toEqual([
			expect.stringMatching(/^sepal length {2}sepal width .* iris$/),
			expect.stringMatching(/^ +5\.1 +3\.5 +1\.4 +0\.2 {2}Iris-setosa$/),
			expect.stringMatching(/^ +4\.9 /),
			expect.stringMatching(/^ +4\.7 /),
			"… of 150 rows",
			"",
		]);
		const head = await allyeJson<{ domain: object; columns: string[]; rows: unknown[][] }>(
			"head",
			"mixed 表",
			"-n",
			"5",
			...here(),
		);
		expect(Object.keys(head.domain)).toEqual(["attributes", "classVars", "metas"]);
		expect(head.columns).toEqual(["数", "count", "flag", "grade", "day", "moment", "gaps", "text"]);
		expect(head.rows[1]).toEqual([
			1 / 7,
			3,
			0,
			"high",
			"2024-02-29",
			"2024-01-31T11:00:00.250+09:00",
			null,
			'東京 "1", 🍣',
		]);
		expect(head.rows[4]!.at(-1)).toBeNull();
		expect(head.rows).toHaveLength(5);
	});

	test("an expired table is refused, unless asked for", async () => {
		const { code, stderr } = await allye("head", "old", "--json", ...here());
		expect([code, JSON.parse(stderr).error.code]).toEqual([1, "EXPIRED"]);
		expect((await allye("head", "old", "--even-if-expired", ...here())).code).toBe(0);
		expect((await allye("show", "old", ...here())).stdout).toMatch(/state +expired/);
	});

	test.each([".csv", ".tab", ".arrow"])(
		"get writes a %s that Python reads as what it sent",
		async (extension) => {
			const path = join(directory.path, `out${extension}`);
			const { code, stdout } = await allye("get", "mixed 表", "-o", path, ...here());
			expect([code, stdout]).toEqual([0, `Wrote ${path}: 30 rows × 8 columns\n`]);
			const sent = await get("mixed 表", "python");
			const read = await python.ask<Frame>({ op: "read", path });
			for (const [column, name] of sent.columns.entries()) {
				const at = read.columns.indexOf(name);
				const values = sent.rows.map((row) => row[column]!);
				const found = read.rows.map((row) => row[at]!);
				const asRead = { day: utc, moment: utc, text: orEmpty, flag: Number }[name] ?? same;
				expect(found.map(asRead)).toEqual(values.map(asRead));
			}
			expect(await readdir(directory.path)).toEqual(
				expect.not.arrayContaining([expect.stringMatching(/\.tmp$/)]),
			);

			const again = await allye("get", "mixed 表", "-o", path, "--json", ...here());
			expect([again.code, JSON.parse(again.stderr).error.code]).toEqual([1, "INVALID_ARGUMENT"]);
			const forced = await allyeJson("get", "mixed 表", "-o", path, "--force", "--rows", "5:9", ...here());
			expect(forced).toEqual({ tableName: "mixed 表", path, rows: 4, columns: 8, warnings: [] });
		},
	);

	test("get takes some columns and rows, and prints CSV into a pipe", async () => {
		const { code, stdout } = await allye(
			"get",
			"iris",
			"-o",
			"-",
			"--columns",
			"iris,sepal width",
			"--rows",
			"49:51",
			...here(),
		);
		expect([code, stdout]).toEqual([0, "sepal width,iris\n3.3,Iris-setosa\n3.2,Iris-versicolor\n"]);
		const unknown = await allye("get", "iris", "-o", "-", "--columns", "colour", ...here());
		expect([unknown.code, unknown.stdout]).toEqual([1, ""]);
	});

	test("list, show and head leave shared memory as it is; getting all of it removes it", async () => {
		await send("once", { frame: "mixed", transport: "shm" });
		for (const args of [
			["list"],
			["show", "once"],
			["head", "once"],
			["get", "once", "-o", "-", "--rows", ":3"],
		])
			expect((await allye(...args, ...here())).code).toBe(0);
		expect((await get("once", "python")).rows).toHaveLength(30);
		expect((await allye("get", "once", "-o", "-", ...here())).stdout.split("\n")).toHaveLength(32);
		const gone = await allye("head", "once", "--json", ...here());
		expect([gone.code, JSON.parse(gone.stderr).error.code]).toEqual([1, "SHM_GONE"]);
	});

	test("keep copies shared memory into a file, says where, and leaves a file as it is", async () => {
		await send("kept", { frame: "mixed", transport: "shm" });
		const before = await get("kept", "python");
		const { path, event } = await allyeJson<{ path: string; event: ManifestEvent }>(
			"keep",
			"kept",
			...here(),
		);
		expect(event).toMatchObject({
			table_name: "kept",
			producer: "python",
			payload: { transport: "file_arrow_ipc_v1", locator: path },
		});
		expect((await stat(path)).isFile()).toBe(true);
		expect(await get("kept", "python")).toEqual(before);
		expect((await allye("keep", "kept", ...here())).stdout).toBe(`kept is in ${path}\n`);
	});

	describe.each([".csv", ".tab", ".arrow"])("send of a %s file", (extension) => {
		test.each(["auto", "file", "shm"])("by %s is what Python gets", async (transport) => {
			const path = join(directory.path, `iris-${transport}${extension}`);
			await allye("get", "iris", "-o", path, ...here());
			const name = `sent ${transport}${extension}`;
			const sent = await allyeJson<{ tableName: string; id: string; event: ManifestEvent }>(
				"send",
				path,
				"--name",
				name,
				"--transport",
				transport,
				"--ttl",
				"60",
				"--metadata",
				'{"from":"虹"}',
				...here(),
			);
			expect(sent.event).toMatchObject({
				id: sent.id,
				table_name: name,
				producer: "allye",
				status: "ready",
				ttl_sec: 60,
				metadata: { from: "虹" },
			});
			expect(sent.event.payload?.transport).toBe(
				transport === "shm" && !windows ? "shm_arrow_stream_v1" : "file_arrow_ipc_v1",
			);
			const [iris, frame] = [await get("iris", "python"), await get(name, "allye")];
			expect(frame.columns).toEqual(iris.columns);
			expect(frame.rows).toEqual(iris.rows);
		});
	});

	test("send prints the line to paste, and that line works", async () => {
		const path = join(directory.path, "cities.csv");
		await writeFile(path, "city,population\n東京,14000000\n大阪,8800000\n");
		const { code, stdout } = await allye("send", path, ...here());
		expect(code).toBe(0);
		expect(stdout).toMatch(/^Sent cities: 2 rows × 2 columns, file, \d+(\.\d)? (bytes|KB)\. In Python:\n/);
		expect(stdout).toContain(
			`df = get_dataframe("cities", producer="allye", secret_dir=${JSON.stringify(dir)})`,
		);
		expect((await get("cities", "allye")).dtypes).toEqual(["category", "int64"]);
	});

	test("send reads Shift_JIS where told to, and says so where it is not UTF-8", async () => {
		const path = join(directory.path, "sjis.csv");
		await writeFile(
			path,
			Buffer.concat([Buffer.from("a,b\n1,"), Buffer.from([0x93, 0x8c, 0x8b, 0x9e]), Buffer.from("\n2,x\n")]),
		);
		const wrong = await allye("send", path, ...here());
		expect(wrong.code).toBe(1);
		expect(wrong.stderr).toContain("--encoding");
		await allye("send", path, "--encoding", "shift_jis", ...here());
		expect((await get("sjis", "allye")).rows.map((row) => row.at(-1))).toEqual(["東京", "x"]);
	});
});
