/**
 * pnpm release --dry-run [--host-only]: compares docs/api with the docstrings, packs every package, checks it with publint and "Are the types wrong?", weighs what
 * @allye/receiver installs, installs each in an empty project and runs its README's first example there. --host-only: with the addons that are there, not those
 * of every system.
 *
 * Without --dry-run it publishes nothing; it says what a maintainer does. Exit code 0: all is well; 1: not; 2: wrong usage.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { faultsOfPacked } from "./check-packed.mjs";
import { installedSize } from "./installed-size.mjs";
import { startLocalRegistry } from "./local-registry.mjs";
import { packPackages } from "./pack-packages.mjs";
import { packageManagerEnvironment } from "./package-manager-environment.mjs";
import { runReadmeExample } from "./readme-example.mjs";
import { printFailure, ROOT, run, StepFailed, step } from "./step.mjs";

/** Most that an empty project may hold after `npm i @allye/receiver`, in MB of 1,000,000 bytes. */
const MEGABYTES = 25;

const STEPS = `To release:

  1. pnpm changeset version        versions and CHANGELOG.md from what lies in .changeset; commit that
  2. pnpm prebuild                 the addon for every system
  3. pnpm release --dry-run        what can be tried before
  4. Push a tag release-<date>. .github/workflows/release.yml does 2 and 3 again and publishes with provenance (pnpm changeset publish).

Provenance compares the packages' "repository" with the repository that publishes: set it in each package.json first.`;

let options;
try {
	options = parseArgs({
		options: {
			"dry-run": { type: "boolean", default: false },
			"host-only": { type: "boolean", default: false },
		},
	}).values;
} catch (error) {
	console.error(`${error.message}\nUsage: pnpm release [--dry-run [--host-only]]`);
	process.exit(2);
}
if (options["dry-run"]) await dryRun({ hostOnly: options["host-only"] });
else console.log(STEPS);

async function dryRun({ hostOnly }) {
	const root = mkdtempSync(join(tmpdir(), "allye-release-"));
	try {
		await step("docs/api is what the docstrings say", () =>
			run(process.execPath, [join(ROOT, "scripts/docs.mjs"), "--check"]),
		);
		const packages = await step("Packing", () => packPackages(join(root, "packed"), { hostOnly }));
		await step("publint, Are the types wrong?", async () => {
			const faults = [];
			for (const packed of packages) faults.push(...(await faultsOfPacked(packed)));
			if (faults.length > 0) throw new StepFailed("Packages that must not be published:", faults.join("\n"));
		});
		const registry = await startLocalRegistry(packages);
		try {
			const weighed = await step("@allye/receiver alone: its weight", () => weigh(registry, root));
			console.log(`    ${weighed}`);
			for (const { manifest } of packages)
				await step(`${manifest.name} ${manifest.version}: its README's example`, async () => {
					const project = join(root, basename(manifest.name));
					mkdirSync(project);
					writeFileSync(join(project, ".npmrc"), registry.npmrc);
					await runReadmeExample(manifest.name, project);
				});
		} finally {
			await registry.close();
		}
		const kind = hostOnly
			? "with the addons that are here: not to be published"
			: "with the addon of every system";
		console.log(`${packages.length} packages are ready, ${kind}. Nothing was published.`);
	} catch (error) {
		printFailure(error);
		process.exitCode = 1;
	} finally {
		rmSync(root, { recursive: true, force: true });
	}
}

/** @throws {StepFailed} where it is too much */
async function weigh(registry, root) {
	const project = join(root, "weighed");
	mkdirSync(project);
	writeFileSync(join(project, "package.json"), JSON.stringify({ name: "empty", private: true }));
	writeFileSync(join(project, ".npmrc"), registry.npmrc);
	await run("npm", ["install", "--prefer-offline", "@allye/receiver"], {
		cwd: project,
		env: packageManagerEnvironment(),
		shell: process.platform === "win32",
	});
	const { packages, bytes, addons, addonBytes } = installedSize(join(project, "node_modules"));
	const megabytes = (count) => (count / 1e6).toFixed(1);
	const weight = `${packages} packages, ${megabytes(bytes)} MB, of these ${megabytes(addonBytes)} MB in ${addons} addons`;
	if (bytes / 1e6 > MEGABYTES) throw new StepFailed(`More than ${MEGABYTES} MB are installed.`, weight);
	return weight;
}
