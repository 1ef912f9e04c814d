import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, chmod, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Diagnosis, Finding } from "@allye/receiver";
import type { CompactReport, GarbageReport } from "@allye/transmitter";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { allye, allyeJson, startAllye } from "./allye";
import { PYTHON } from "./python";
import { temporaryDirectory } from "./temporary-directory";

const linux = process.platform === "linux";
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let dir: string;
let csv: string;
const here = () => ["--secret-dir", dir];
const send = (name: string, ...more: string[]) => allye("send", csv, "--name", name, ...more, ...here());
const payloads = async () => (await readdir(join(dir, "payloads"))).length;

beforeEach(async () => {
	directory = await temporaryDirectory();
	dir = join(directory.path, "secrets");
	csv = join(directory.path, "cities.csv");
	await writeFile(csv, "city,population\n東京,14000000\n大阪,8800000\n");
});
afterEach(() => directory[Symbol.asyncDispose]());

describe("gc", () => {
	test("lists without removing; --delete removes; --superseded takes older versions too", async () => {
		await send("t");
		await send("t");
		await writeFile(join(dir, "payloads", "lost.arrow"), "12345");
		const listed = await allye("gc", ...here());
		expect(listed).toMatchObject({ code: 0, stderr: "" });
		expect(listed.stdout).toMatch(
			/^WHY .*\norphaned +5 bytes .*lost\.arrow\n1 payload, 5 bytes\. Nothing was removed/,
		);
		expect(listed.stdout).toMatch(/Older versions: 1, /);
		expect(await payloads()).toBe(3);

		const report = await allyeJson<GarbageReport>("gc", "--delete", "--superseded", ...here());
		expect(report.items.map(({ kind, tableName, deleted }) => [kind, tableName, deleted]).sort()).toEqual([
			["orphaned", null, true],
			["superseded", "t", true],
		]);
		expect(report.inUse.count).toBe(1);
		expect(await payloads()).toBe(1);
		expect((await allye("gc", ...here())).stdout).toMatch(/^There is nothing to clean up\.\n/);
		expect((await allye("head", "t", ...here())).code).toBe(0);
	});

	test("--compact keeps what counts, and a copy; it goes alone", async () => {
		for (let i = 0; i < 3; i++) await send("t");
		const before = await readFile(join(dir, "manifest.jsonl"), "utf8");
		const list = await allyeJson("list", ...here());
		const report = await allyeJson<CompactReport>("gc", "--compact", ...here());
		expect(report).toMatchObject({ linesBefore: 6, linesAfter: 1 });
		expect(await readFile(report.copy!, "utf8")).toBe(before);
		expect(await allyeJson("list", ...here())).toEqual(list);
		expect((await allye("gc", "--compact", ...here())).stdout).toBe(
			"All 1 line of the manifest count: it stays as it is.\n",
		);
		expect((await allye("gc", "--compact", "--delete", ...here())).code).toBe(2);
	});

	test("without a directory there is nothing to clean up, and none is made", async () => {
		expect((await allye("gc", "--delete", ...here())).stdout).toMatch(
			/nothing to clean up|Removed 0 payloads/,
		);
		await expect(readdir(dir)).rejects.toThrow("ENOENT");
	});
});

describe("doctor", () => {
	const diagnose = async (...args: string[]) =>
		allyeJson<Diagnosis & { removed: string[] }>("doctor", ...args, ...here());
	const about = ({ findings }: { findings: readonly Finding[] }, check: string) =>
		findings.filter((each) => each.check === check);

	test("finds nothing wrong with a directory that was just made, and says what it looked at", async () => {
		await send("t");
		const { code, stdout, stderr } = await allye("doctor", ...here());
		expect([code, stderr]).toEqual([0, ""]);
		for (const check of ["addon", "codecs", "directory", "lock", "manifest", "payloads"])
			expect(stdout).toMatch(new RegExp(`^✓ ${check} `, "m"));
		const env = { HOME: directory.path, ALLYE_SECRET_DIR: "", ALLYE_PYTHON: PYTHON ?? "none" };
		const elsewhere = await startAllye(["doctor", "--json"], env).finished;
		expect(about(JSON.parse(elsewhere.stdout), "directory")[0]!.message).toContain("not there yet");
		if (PYTHON) expect(about(JSON.parse(elsewhere.stdout), "Python")[0]).toMatchObject({ status: "ok" });
	});

	test("tells that Python does not read ALLYE_SECRET_DIR", async () => {
		const { stdout } = await startAllye(["doctor", "--json"], { ALLYE_SECRET_DIR: dir, HOME: directory.path })
			.finished;
		const [finding] = about(JSON.parse(stdout), "environment");
		expect(finding).toMatchObject({ status: "note", message: expect.stringContaining("ALLYE_SECRET_DIR") });
		expect(finding!.next).toContain(`secret_dir=${JSON.stringify(dir)}`);
	});

	test.runIf(linux)("says who gets at the directory, and who holds the lock", async () => {
		await send("t");
		await chmod(dir, 0o755);
		const script =
			"import fcntl,sys,time\nf=open(sys.argv[1],'a+b')\nfcntl.flock(f,fcntl.LOCK_EX)\nprint(1,flush=True)\ntime.sleep(60)";
		const holder = spawn(PYTHON ?? "python3", ["-c", script, join(dir, "manifest.lock")]);
		await once(holder.stdout, "data");
		try {
			const { code, stdout, stderr } = await allye("doctor", "--json", ...here());
			expect(code).toBe(1);
			expect(JSON.parse(stderr)).toEqual({ error: { code: "PROBLEMS_FOUND", message: "1 problem found." } });
			const diagnosis = JSON.parse(stdout);
			expect(about(diagnosis, "lock")[0]).toMatchObject({
				status: "problem",
				message: expect.stringContaining(`process ${holder.pid}`),
			});
			expect(about(diagnosis, "directory")[0]).toMatchObject({
				status: "warning",
				next: expect.stringContaining(`chmod 700 '${dir}'`),
			});
		} finally {
			holder.kill("SIGKILL");
		}
	});

	test("finds a manifest that Python cannot read, and a payload that is gone; says what to do", async () => {
		await send("t");
		const [file] = await readdir(join(dir, "payloads"));
		await rm(join(dir, "payloads", file!));
		await appendFile(join(dir, "manifest.jsonl"), Buffer.from([0xe8, 0x0a, 0x7b]));
		const { code, stdout } = await allye("doctor", "--json", ...here());
		expect(code).toBe(1);
		const manifest = about(JSON.parse(stdout), "manifest");
		expect(manifest.map(({ status }) => status)).toEqual(["ok", "problem", "warning"]);
		expect(manifest[1]!.next).toContain("allye gc --compact");
		expect(about(JSON.parse(stdout), "payloads")[0]!.message).toContain("PAYLOAD_MISSING");
		await allye("gc", "--compact", ...here());
		expect((await allye("doctor", ...here())).code).toBe(0);
	});

	test("a directory in the lock's place is a problem", async () => {
		await send("t");
		await rm(join(dir, "manifest.lock"));
		await import("node:fs/promises").then(({ mkdir }) => mkdir(join(dir, "manifest.lock")));
		const { stdout } = await allye("doctor", "--json", ...here());
		expect(about(JSON.parse(stdout), "lock")[0]).toMatchObject({
			status: "problem",
			next: expect.stringContaining("rmdir"),
		});
	});

	test.runIf(linux)(
		"lists shared memory whose sender has ended, and removes what it is told to",
		async () => {
			await send("t", "--transport", "shm");
			await send("t", "--transport", "shm");
			const { leftovers } = await diagnose();
			const own = leftovers.filter(({ tableName }) => tableName === "t");
			expect(own.map(({ state }) => state)).toEqual(["in use", "unneeded"]);
			const [latest, old] = own.map(({ name }) => name);
			expect((await diagnose("--remove", "all")).removed).toEqual([old]);
			expect((await allye("head", "t", ...here())).code).toBe(0);
			expect((await allye("doctor", "--remove", "psm_12345678", ...here())).code).toBe(1);
			expect(
				(await diagnose("--remove", latest!)).leftovers.filter(({ tableName }) => tableName === "t"),
			).toEqual([]);
		},
	);
});
