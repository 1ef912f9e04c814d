import { expect, test } from "vitest";
import { version } from "../package.json";
import { allye } from "./allye";
import { temporaryDirectory } from "./temporary-directory";

test("--version prints the version", async () => {
	expect(await allye("--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test("help names every command, help of a command its options", async () => {
	const { code, stdout } = await allye("help");
	expect(code).toBe(0);
	for (const name of ["list", "show", "head", "get", "send", "watch", "keep"])
		expect(stdout).toContain(`\n  ${name} `);
	for (const help of [await allye("help", "list"), await allye("list", "--help")]) {
		expect(help.code).toBe(0);
		expect(help.stdout).toMatch(/^Usage: allye list \[options\]/);
		expect(help.stdout).toContain("--secret-dir <dir>");
	}
});

test.each([
	[["frobnicate"], "usage: allye [options] [command]"],
	[["list", "--frobnicate"], "usage: allye list [options]"],
	[["head"], "usage: allye head [options] <name>"],
	[["head", "x", "-n", "many"], "usage: allye head [options] <name>"],
	[["get", "x"], "usage: allye get [options] <name>"],
	[["get", "x", "-o", "x.xlsx"], "usage: allye get [options] <name>"],
	[["get", "x", "-o", "-", "--json"], "usage: allye get [options] <name>"],
	[["get", "x", "-o", "x.csv", "--rows", "5:1"], "usage: allye get [options] <name>"],
	[["send", "x.csv", "--transport", "pigeon"], "usage: allye send [options] <file>"],
	[["send", "x.csv", "--metadata", "[1]"], "usage: allye send [options] <file>"],
	[["send", "x.csv", "--ttl", "-1"], "usage: allye send [options] <file>"],
])("wrong usage exits with 2 and the usage: %j", async (args, usage) => {
	const { code, stdout, stderr } = await allye(...args);
	expect([code, stdout]).toEqual([2, ""]);
	expect(stderr).toMatch(/^error: /);
	expect(stderr.trimEnd().split("\n").at(-1)).toBe(usage);
});

test("without a command it prints its help and exits with 2", async () => {
	const { code, stdout, stderr } = await allye();
	expect([code, stdout]).toEqual([2, ""]);
	expect(stderr).toMatch(/^Usage: allye /);
});

test("an empty directory teaches the first step, with secret_dir= where Python needs it", async () => {
	await using directory = await temporaryDirectory();
	const { code, stdout } = await allye("list", "--secret-dir", directory.path);
	expect(code).toBe(0);
	expect(stdout).toContain(`send_dataframe(df, "my_table", secret_dir=${JSON.stringify(directory.path)})`);
	expect((await allye("list", "--json", "--secret-dir", directory.path)).stdout).toBe("[]\n");
});

test("a name that is not there exits with 1 and one line; with --json that line is JSON", async () => {
	await using directory = await temporaryDirectory();
	for (const command of [["show"], ["head"], ["keep"], ["get", "-o", `${directory.path}/x.csv`]]) {
		const { code, stdout, stderr } = await allye(...command, "nothing", "--secret-dir", directory.path);
		expect([code, stdout]).toEqual([1, ""]);
		expect(stderr).toMatch(/^allye: No table "nothing" [^\n]*\n$/);
		const asJson = await allye(...command, "nothing", "--json", "--secret-dir", directory.path);
		expect([asJson.code, asJson.stdout]).toEqual([1, ""]);
		expect(JSON.parse(asJson.stderr).error.code).toBe("TABLE_NOT_FOUND");
	}
});

test.each([["missing.csv"], ["missing.arrow"], ["missing.tab"], ["picture.png"]])(
	"sending %s, which is no table, says so",
	async (file) => {
		await using directory = await temporaryDirectory();
		const { code, stderr } = await allye("send", `${directory.path}/${file}`, "--secret-dir", directory.path);
		expect(code).toBe(1);
		expect(stderr).toMatch(/^allye: [^\n]*(There is no file|can be sent|not there|missing)[^\n]*\n$/);
	},
);
