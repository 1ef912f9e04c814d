import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Estimate } from "@allye/receiver";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALLYE, allye, allyeJson } from "./allye";
import { PYTHON, type PythonScript, startPython } from "./python";
import { temporaryDirectory } from "./temporary-directory";

const windows = process.platform === "win32";

describe.skipIf(!PYTHON)("large tables", { timeout: 180_000 }, () => {
	let python: PythonScript;
	let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
	let dir: string;
	const here = () => ["--secret-dir", dir];
	const send = (name: string, rest: object) => python.ask<string>({ op: "send", name, dir, ...rest });
	const answered = (answer: string, ...args: string[]) =>
		python.ask<{ shown: string; code: number }>({
			op: "terminal",
			argv: [process.execPath, ALLYE, ...args, ...here()],
			env: {},
			without: ["CI"],
			answer,
		});

	beforeAll(async () => {
		directory = await temporaryDirectory();
		dir = join(directory.path, "secrets");
		python = startPython("canvas-peer.py");
		await send("iris", { frame: "iris", transport: "file" });
		await send("wide", { frame: "wide", rows: 60_000, transport: "file" });
		// 101,000,000 cells: more than the limit.
		await send("cells", { frame: "cells", rows: 1_000_000, transport: "file" });
	}, 180_000);

	afterAll(async () => {
		await python?.end();
		await directory?.[Symbol.asyncDispose]();
	});

	test("show tells what loading costs, and what the values are like", async () => {
		const shown = await allyeJson<{
			estimate: Estimate;
			rowsRead: number;
			columns: { name: string; profile: { missing: number; distinct: number; top: object[] | null } }[];
		}>("show", "iris", ...here());
		expect(shown.estimate).toMatchObject({ rows: 150, columns: 5, loadedBytes: expect.any(Number) });
		expect(shown.rowsRead).toBe(150);
		expect(shown.columns.at(-1)!.profile).toMatchObject({ missing: 0, distinct: 3 });
		const { stdout } = await allye("show", "iris", ...here());
		expect(stdout).toMatch(/loading +\S+ KB of \S+ [GM]B free\n/);
		expect(stdout).toMatch(/sepal length .* 4\.3 … 7\.9, mean 5\.843/);
		expect(stdout).toMatch(/iris .* Iris-setosa 33 %, Iris-versicolor 33 %, Iris-virginica 33 %/);
		expect((await allye("show", "cells", ...here())).stdout).toMatch(
			/loading .* over the limits: 101,000,000 cells, more than 100,000,000; heaviest: c0 4\.0 MB/,
		);
	});

	test("one seed prints and saves the same sample; another one does not", async () => {
		const sample = (...args: string[]) => allye("sample", "wide", "-n", "50", ...args, ...here());
		const { stdout, code, stderr } = await sample("--seed", "5");
		expect([code, stderr, stdout.trimEnd().split("\n")]).toEqual([0, "", expect.any(Array)]);
		expect(stdout.trimEnd().split("\n")).toHaveLength(51);
		expect((await sample("--seed", "5")).stdout).toBe(stdout);
		expect((await sample("--seed", "6")).stdout).not.toBe(stdout);

		await using out = await temporaryDirectory();
		const path = join(out.path, "sample.csv");
		const saved = await sample("--seed", "5", "--columns", "c1,c3", "-o", path);
		expect(saved.stdout).toBe(`Wrote ${path}: 50 rows × 2 columns\n`);
		expect((await readFile(path, "utf8")).split("\n")[0]).toBe("c1,c3");
		expect((await sample("-o", path)).stderr).toMatch(/exists already/);
		expect((await sample("--method", "blocks")).stderr).toMatch(/^allye: This is a block sample/);
		expect((await sample("--method", "best")).code).toBe(2);
		expect((await sample("-o", "sample.xls")).code).toBe(2);
	});

	test("over the limits, where nobody can be asked, fails with the estimate and leaves nothing", async () => {
		await using out = await temporaryDirectory();
		const get = ["get", "cells", "-o", join(out.path, "cells.arrow"), ...here()];
		const { code, stdout, stderr } = await allye(...get);
		expect([code, stdout, stderr.trimEnd().split("\n")]).toEqual([1, "", expect.any(Array)]);
		expect(stderr).toMatch(
			/^allye: All 1,000,000 rows need 404 MB; .* is free\. Load a sample or fewer columns\. .* add --yes\.\n$/,
		);
		const { error } = JSON.parse((await allye(...get, "--json")).stderr);
		expect(error).toMatchObject({ code: "OVER_LIMITS", estimate: { rows: 1_000_000, columns: 101 } });
		expect((await allye(...get, "--columns", "c0,c1", "--rows", "5:9")).code).toBe(0);
		expect(await readdir(out.path)).toEqual(["cells.arrow"]);
	});

	test.skipIf(windows)("over the limits, a terminal is asked, and y loads it", async () => {
		await using out = await temporaryDirectory();
		const path = join(out.path, "cells.arrow");
		const no = await answered("n\n", "get", "cells", "-o", path);
		expect(no.shown).toMatch(/All 1,000,000 rows need 404 MB;[\s\S]*Load it all the same\? \[y\/N\]/);
		expect([no.code, await readdir(out.path)]).toEqual([1, []]);
		expect(await answered("\x03", "get", "cells", "-o", path)).toMatchObject({ code: 130 });
		expect(await readdir(out.path)).toEqual([]);
		const yes = await answered("y\n", "get", "cells", "-o", path);
		expect([yes.code, (await stat(path)).size > 0]).toEqual([0, true]);
	});

	test("over the limits, --yes does not ask", async () => {
		await using out = await temporaryDirectory();
		const { code, stderr } = await allye(
			"get",
			"cells",
			"--yes",
			"-o",
			join(out.path, "cells.arrow"),
			...here(),
		);
		expect([code, stderr]).toEqual([0, ""]);
	});
});
