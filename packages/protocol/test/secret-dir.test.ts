import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkSecretDir, isAllyeError, prepareSecretDir, resolveSecretDir } from "../src";
import { temporarySecretDir } from "./temporary-secret-dir";

const home = temporarySecretDir().path;
const posix = process.platform !== "win32";
const mode = (path: string) => statSync(path).mode & 0o777;
const code = (expected: string) => expect.toSatisfy((error) => isAllyeError(error, expected as "PERMISSION"));

describe("where it is", () => {
	const resolve = (secretDir: string | undefined, fromEnv: string | undefined) =>
		resolveSecretDir({ secretDir, env: { ALLYE_SECRET_DIR: fromEnv }, homedir: home });

	test("the argument wins over ALLYE_SECRET_DIR, that over ~/.allye_secrets", () => {
		expect(resolve("/a", "/b")).toMatchObject({ path: join("/a"), fromEnvironment: false, isDefault: false });
		expect(resolve(undefined, "/b")).toMatchObject({
			path: join("/b"),
			fromEnvironment: true,
			isDefault: false,
		});
		expect(resolve(undefined, undefined)).toMatchObject({
			path: join(home, ".allye_secrets"),
			fromEnvironment: false,
			isDefault: true,
		});
	});

	test("an empty ALLYE_SECRET_DIR is unset; an empty argument is a mistake", () => {
		expect(resolve(undefined, "")).toMatchObject({ isDefault: true, fromEnvironment: false });
		expect(() => resolve("", undefined)).toThrow(code("INVALID_ARGUMENT"));
	});

	test("~ is the home directory, and relative paths become absolute", () => {
		expect(resolve("~", undefined).path).toBe(home);
		expect(resolve(undefined, "~/x/y").path).toBe(join(home, "x", "y"));
		expect(resolve("~x", undefined).path).toBe(join(process.cwd(), "~x"));
		expect(resolve("x", undefined)).toMatchObject({
			path: join(process.cwd(), "x"),
			manifestPath: join(process.cwd(), "x", "manifest.jsonl"),
			lockPath: join(process.cwd(), "x", "manifest.lock"),
			payloadsPath: join(process.cwd(), "x", "payloads"),
		});
	});

	test("the default directory is the default one however it is named", () => {
		expect(resolve("~/.allye_secrets/", undefined).isDefault).toBe(true);
		expect(resolveSecretDir().path).toBe(process.env.ALLYE_SECRET_DIR || join(homedir(), ".allye_secrets"));
	});
});

describe.runIf(posix)("who can get at it", () => {
	test("what we make is 0700, parents too", async () => {
		const dir = resolveSecretDir({ secretDir: join(home, "made", "deep") });
		expect(await prepareSecretDir(dir)).toEqual([]);
		expect([join(home, "made"), dir.path, dir.payloadsPath].map(mode)).toEqual([0o700, 0o700, 0o700]);
	});

	test("the default one is tightened", async () => {
		const dir = resolveSecretDir({ env: {}, homedir: home });
		mkdirSync(dir.payloadsPath, { recursive: true });
		for (const path of [dir.path, dir.payloadsPath]) chmodSync(path, 0o755);
		expect(await checkSecretDir(dir)).toEqual([]);
		expect([dir.path, dir.payloadsPath].map(mode)).toEqual([0o700, 0o700]);
	});

	test("another one is left as it is, with a warning", async () => {
		const dir = resolveSecretDir({ secretDir: join(home, "shared") });
		mkdirSync(dir.path);
		chmodSync(dir.path, 0o750);
		expect(await prepareSecretDir(dir)).toEqual([expect.stringContaining(dir.path)]);
		expect(mode(dir.path)).toBe(0o750);
	});

	test("a symlink to a directory of the user's is followed", async () => {
		mkdirSync(join(home, "target"), { mode: 0o700 });
		symlinkSync(join(home, "target"), join(home, "link"));
		expect(await prepareSecretDir(resolveSecretDir({ secretDir: join(home, "link") }))).toEqual([]);
		expect(statSync(join(home, "target", "payloads")).isDirectory()).toBe(true);
	});

	test("something that is no directory is INVALID_ARGUMENT", async () => {
		writeFileSync(join(home, "file"), "");
		const dir = resolveSecretDir({ secretDir: join(home, "file") });
		await expect(prepareSecretDir(dir)).rejects.toThrow(code("INVALID_ARGUMENT"));
		await expect(checkSecretDir(dir)).rejects.toThrow(code("INVALID_ARGUMENT"));
	});

	// Only root can give a directory away.
	test.runIf(process.getuid?.() === 0)("a directory of another user is PERMISSION", async () => {
		const dir = resolveSecretDir({ secretDir: join(home, "foreign") });
		mkdirSync(dir.path, { mode: 0o700 });
		const { chownSync } = await import("node:fs");
		chownSync(dir.path, 12_345, 12_345);
		await expect(prepareSecretDir(dir)).rejects.toThrow(code("PERMISSION"));
	});
});

test("a directory that does not exist has nothing to warn of", async () => {
	expect(await checkSecretDir(resolveSecretDir({ secretDir: join(home, "nowhere") }))).toEqual([]);
});
