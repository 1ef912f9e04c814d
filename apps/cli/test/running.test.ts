import { readdir, readFile, readlink, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { TableEntry } from "@allye/receiver";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALLYE, startAllye } from "./allye";
import { PYTHON, type PythonScript, startPython } from "./python";
import { temporaryDirectory } from "./temporary-directory";

const windows = process.platform === "win32";

describe.skipIf(!PYTHON)("while it runs", { timeout: 120_000 }, () => {
	let python: PythonScript;
	let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
	let dir: string;
	const send = (name: string, rest: object) => python.ask<string>({ op: "send", name, dir, ...rest });
	const here = () => ["--secret-dir", dir];

	beforeAll(async () => {
		directory = await temporaryDirectory();
		dir = join(directory.path, "secrets");
		python = startPython("canvas-peer.py");
		await send("iris", { frame: "iris", transport: "file" });
		await send("large", { frame: "wide", rows: 400_000, transport: "file" });
	}, 120_000);

	afterAll(async () => {
		await python?.end();
		await directory?.[Symbol.asyncDispose]();
	});

	test("watch prints the list at once and after each change, and ends with 130 at Ctrl-C", async () => {
		const { child, finished } = startAllye(["watch", "--json", ...here()]);
		const lines = lineReader(child.stdout);
		const first: TableEntry[] = JSON.parse(await lines());
		expect(first.some(({ tableName }) => tableName === "watched")).toBe(false);
		await send("watched", { frame: "iris", transport: "file" });
		for (;;) {
			const entries: TableEntry[] = JSON.parse(await lines());
			if (entries.find(({ tableName }) => tableName === "watched")?.ready) break;
		}
		child.kill("SIGINT");
		expect(await finished).toMatchObject({ code: windows ? null : 130, stderr: "" });
	});

	test("watch ends quietly when nobody reads on", async () => {
		const { child, finished } = startAllye(["watch", ...here()]);
		await lineReader(child.stdout)();
		child.stdout.destroy();
		for (let i = 0; child.exitCode === null && i < 20; i++)
			await send("noise", { frame: "iris", transport: "file" });
		expect(await finished).toMatchObject({ code: 0, stderr: "" });
	});

	test.skipIf(windows)("a get that nobody reads to its end leaves shared memory as it is", async () => {
		await send("memory", { frame: "wide", rows: 50_000, transport: "shm" });
		const { child, finished } = startAllye(["get", "memory", "-o", "-", ...here()]);
		await lineReader(child.stdout)();
		child.stdout.destroy();
		expect(await finished).toMatchObject({ code: 0, stderr: "" });
		expect(await startAllye(["head", "memory", "-n", "1", ...here()]).finished).toMatchObject({ code: 0 });
	});

	test.skipIf(windows)("Ctrl-C ends a get with 130 and leaves no file", async () => {
		await using out = await temporaryDirectory();
		const { child, finished } = startAllye(["get", "large", "-o", join(out.path, "large.csv"), ...here()]);
		await until(async () => {
			const [name] = await readdir(out.path);
			return name !== undefined && (await stat(join(out.path, name))).size > 0;
		});
		child.kill("SIGINT");
		expect(await finished).toMatchObject({ code: 130, stdout: "", stderr: "" });
		expect(await readdir(out.path)).toEqual([]);
	});

	test.skipIf(windows)("Ctrl-C while a file is read sends nothing", async () => {
		await using out = await temporaryDirectory();
		const path = join(out.path, "long.csv");
		await writeFile(path, `a,b\n${"0.123456,text of a row\n".repeat(2_000_000)}`);
		const before = await readFile(join(dir, "manifest.jsonl"));
		const { child, finished } = startAllye(["send", path, ...here()]);
		await until(() => hasOpen(child.pid!, path));
		child.kill("SIGINT");
		expect(await finished).toMatchObject({ code: 130, stdout: "", stderr: "" });
		expect(await readFile(join(dir, "manifest.jsonl"))).toEqual(before);
	});

	test.skipIf(windows)(
		"in a terminal titles are bold, lines fit, long work shows progress; NO_COLOR takes the colour away",
		async () => {
			const argv = [process.execPath, ALLYE];
			const run = (args: string[], env = {}) =>
				python.ask<{ shown: string; code: number }>({
					op: "terminal",
					argv: [...argv, ...args, ...here()],
					env,
					without: ["NO_COLOR", "FORCE_COLOR", "CI"],
				});
			const list = await run(["list"]);
			expect(list.shown).toMatch(/^.\[1mNAME .*.\[22m\r\n/);
			for (const line of stripVTControlCharacters(list.shown).split("\r\n"))
				expect([...line].length).toBeLessThanOrEqual(80);
			expect((await run(["list"], { NO_COLOR: "1" })).shown).not.toContain("\x1b");

			const path = join(directory.path, "large.csv");
			const { shown, code } = await run(["get", "large", "-o", path]);
			await rm(path);
			expect(code).toBe(0);
			expect(shown).toMatch(/Writing .* \d+ %/);
		},
	);
});

function lineReader(stream: NodeJS.ReadableStream): () => Promise<string> {
	let text = "";
	const waiting: (() => void)[] = [];
	stream.on("data", (data) => {
		text += data;
		waiting.shift()?.();
	});
	return async () => {
		while (!text.includes("\n")) await new Promise<void>((resolve) => waiting.push(resolve));
		const line = text.slice(0, text.indexOf("\n"));
		text = text.slice(line.length + 1);
		return line;
	};
}

/** Whether a process has opened a file; where the system does not tell, some time later. */
async function hasOpen(pid: number, path: string): Promise<boolean> {
	if (process.platform !== "linux") return new Promise((resolve) => setTimeout(resolve, 2000, true));
	const descriptors = await readdir(`/proc/${pid}/fd`);
	const files = await Promise.all(
		descriptors.map((each) => readlink(`/proc/${pid}/fd/${each}`).catch(() => "")),
	);
	return files.includes(path);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
	for (const end = Date.now() + 30_000; Date.now() < end; ) {
		if (await condition().catch(() => false)) return;
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
	throw new Error("It did not happen within 30 s.");
}
