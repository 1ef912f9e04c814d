import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { findPython, startTestee, type Testee } from "@allye/conformance";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FIRST_PROGRAM } from "../../scripts/first-program.mjs";
import { installedSize } from "../../scripts/installed-size.mjs";
import { startLocalRegistry } from "../../scripts/local-registry.mjs";
import { packPackages } from "../../scripts/pack-packages.mjs";
import { packageManagerEnvironment } from "../../scripts/package-manager-environment.mjs";

const pnpm = fileURLToPath(new URL("../../node_modules/pnpm/bin/pnpm.cjs", import.meta.url));
const run = promisify(execFile);

describe.skipIf(!findPython())(
	"@allye/receiver alone, installed in an empty project",
	{ timeout: 300_000 },
	() => {
		let root: string;
		let registry: Awaited<ReturnType<typeof startLocalRegistry>>;
		let testee: Testee;

		beforeAll(async () => {
			root = mkdtempSync(join(tmpdir(), "allye-installed-"));
			registry = await startLocalRegistry(await packPackages(join(root, "packed"), { hostOnly: true }));
			testee = startTestee();
			await testee
				.at(join(root, "secrets"))
				.send({ dataset: "iris" }, { tableName: "iris", transport: "file" });
		}, 300_000);
		afterAll(async () => {
			await registry?.close();
			await testee?.close();
			rmSync(root, { recursive: true, force: true });
		});

		test.each([
			["npm", ["npm", "install", "@allye/receiver"]],
			["pnpm", [process.execPath, pnpm, "add", "@allye/receiver"]],
		])("with %s it loads a table that Python sent", async (manager, [command, ...args]) => {
			const project = join(root, manager);
			mkdirSync(project);
			writeFileSync(
				join(project, "package.json"),
				JSON.stringify({ name: "empty", private: true, type: "module" }),
			);
			writeFileSync(join(project, ".npmrc"), registry.npmrc);
			writeFileSync(join(project, "first.js"), FIRST_PROGRAM);
			const shell = process.platform === "win32";
			await run(command, args, { cwd: project, env: packageManagerEnvironment(), shell });

			const { stdout } = await run(process.execPath, ["first.js", join(root, "secrets")], { cwd: project });
			const expected = await testee.at(join(root, "secrets")).tableFromFrame("iris");
			expect(JSON.parse(stdout)).toEqual({
				rows: expected.rows,
				names: expected.domain.attributes.map(({ name }) => name),
				first: expected.X.map(([value]) => value),
			});
			// As published it has the addons of eight systems, of at most 8.8 MB together (tests/packages.test.ts).
			const { bytes, addonBytes } = installedSize(join(project, "node_modules"));
			expect((bytes - addonBytes) / 1e6 + 8.8).toBeLessThan(25);
		});
	},
);
