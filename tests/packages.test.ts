import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faultsOfPacked } from "../scripts/check-packed.mjs";
import { type PackedPackage, packPackages } from "../scripts/pack-packages.mjs";
import { publishedPackages } from "../scripts/published-packages.mjs";
import { ROOT } from "../scripts/step.mjs";

/** Most that a package may unpack to, in KB of 1000 bytes, without addons. */
const BUDGET: Record<string, number> = {
	"arrow-ipc": 300,
	conformance: 350,
	native: 100,
	"orange-table": 300,
	protocol: 180,
	receiver: 160,
	transmitter: 60,
	"transport-file": 60,
	"transport-shm": 40,
};
/** Most that one addon may have, and all eight together, in KB: with all that @allye/receiver needs it must stay below 25 MB. */
const ADDON_BUDGET = 1300;
const ADDONS_BUDGET = 8800;

const packages = publishedPackages();

test("there are packages, and each has a budget", () => {
	expect(packages.map(({ directory }) => basename(directory))).toEqual(Object.keys(BUDGET));
});

test("knip finds no file, export or dependency that nothing uses", { timeout: 300_000 }, () => {
	const knip = join(ROOT, "node_modules/knip/bin/knip.js");
	const env = { ...process.env, NO_COLOR: "1" };
	expect(execFileSync(process.execPath, [knip, "--no-progress"], { cwd: ROOT, env, encoding: "utf8" })).toBe(
		"",
	);
});

describe.each(packages)("$name", ({ name, directory, manifest }) => {
	test("says what it is and where it runs", () => {
		expect(manifest).toMatchObject({
			license: "Apache-2.0",
			type: "module",
			sideEffects: false,
			engines: { node: ">=20.19" },
		});
		expect(manifest.description).toMatch(/^[A-Z].{20,130}\.$/);
		expect(manifest.keywords.length).toBeGreaterThan(2);
		expect(manifest.files).toEqual(expect.arrayContaining(["dist", "CHANGELOG.md"]));
	});

	test("gives types for each of its entries, before the code", () => {
		for (const [entry, target] of Object.entries(manifest.exports)) {
			if (entry === "./package.json") continue;
			expect(Object.keys(target as object), entry).toEqual(["types", "default"]);
		}
		expect(manifest.exports["./package.json"]).toBe("./package.json");
	});

	test("its README shows an example, and its CHANGELOG has the version", () => {
		const readme = readFileSync(join(directory, "README.md"), "utf8");
		expect(readme).toMatch(new RegExp(`^# ${name}\n`));
		expect(readme).toMatch(/^```[jt]s/m);
		const changelog = readFileSync(join(directory, "CHANGELOG.md"), "utf8");
		expect(changelog).toMatch(new RegExp(`^# ${name}\n\n## ${manifest.version.replaceAll(".", "\\.")}\n`));
	});
});

describe("packed", () => {
	let root: string;
	const packed = new Map<string, PackedPackage>();
	beforeAll(async () => {
		root = mkdtempSync(join(tmpdir(), "allye-packed-"));
		for (const one of await packPackages(root, { hostOnly: true })) packed.set(one.manifest.name, one);
	}, 300_000);
	afterAll(() => rmSync(root, { recursive: true, force: true }));

	test.each(packages)(
		"publint and Are the types wrong find nothing in $name",
		{ timeout: 300_000 },
		async ({ name }) => {
			expect(await faultsOfPacked(packed.get(name) as PackedPackage)).toEqual([]);
		},
	);

	test.each(packages)("$name holds what it exports, and little else", ({ name, directory }) => {
		const { file, manifest } = packed.get(name) as PackedPackage;
		const unpacked = join(root, `unpacked-${basename(directory)}`);
		mkdirSync(unpacked);
		execFileSync("tar", ["-xzf", file, "-C", unpacked]);
		const home = join(unpacked, "package");
		const files = readdirSync(home, { recursive: true, encoding: "utf8" })
			.map((path) => ({ path: path.replaceAll("\\", "/"), stats: statSync(join(home, path)) }))
			.filter(({ stats }) => stats.isFile());

		for (const needed of ["README.md", "CHANGELOG.md", "LICENSE"])
			expect(existsSync(join(home, needed)), needed).toBe(true);
		for (const target of targetsOf(manifest.exports))
			expect(existsSync(join(home, target)), target).toBe(true);
		const extra = files.filter(
			({ path }) => !/^(dist|prebuilds|python)\/|^[A-Z-]+(\.md)?$|^package\.json$/.test(path),
		);
		expect(extra).toEqual([]);
		expect(JSON.stringify(manifest)).not.toContain("workspace:");

		const addons = files.filter(({ path }) => path.endsWith(".node"));
		for (const { path, stats } of addons) expect(stats.size / 1000, path).toBeLessThan(ADDON_BUDGET);
		expect(addons.reduce((sum, { stats }) => sum + stats.size, 0) / 1000).toBeLessThan(ADDONS_BUDGET);
		const others = files.filter(({ path }) => !path.startsWith("prebuilds/"));
		const kilobytes = others.reduce((sum, { stats }) => sum + stats.size, 0) / 1000;
		expect(kilobytes).toBeLessThan(BUDGET[basename(directory)] as number);
	});
});

function targetsOf(entries: string | Record<string, unknown>): string[] {
	if (typeof entries === "string") return [entries];
	return Object.values(entries).flatMap((entry) => targetsOf(entry as string | Record<string, unknown>));
}
