/**
 * pnpm test:installed [--all] [--manager NAME ...] [--node VERSION ...]: packs the packages, installs @allye/receiver alone with each package manager in an empty
 * project, and on each Node loads there a table that Python sent. Without --all: npm and pnpm 10, on the Node that runs this. Then the addon is removed: how
 * much slower a load is, and what is refused. Writes docs/installed.md with --all.
 *
 * Package managers and Nodes come from the registry. Exit code 0: all loaded it; 1: not.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { startTestee } from "@allye/conformance";
import { PREBUILD_TARGETS } from "../packages/native/scripts/prebuild-targets.mjs";
import { FIRST_PROGRAM } from "./first-program.mjs";
import { installedSize } from "./installed-size.mjs";
import { startLocalRegistry } from "./local-registry.mjs";
import { packPackages } from "./pack-packages.mjs";
import { packageManagerEnvironment } from "./package-manager-environment.mjs";
import { PACKAGE_MANAGERS } from "./package-managers.mjs";
import { printFailure, ROOT, run, step } from "./step.mjs";
import { withoutAddon } from "./without-addon.mjs";

const NODES = ["20", "22", "24", "26"];
const CACHE = join(ROOT, "node_modules/.cache/nodes");

let options;
try {
	options = parseArgs({
		options: {
			all: { type: "boolean", default: false },
			manager: { type: "string", multiple: true },
			node: { type: "string", multiple: true },
		},
	}).values;
} catch (error) {
	console.error(
		`${error.message}\nUsage: pnpm test:installed [--all] [--manager NAME ...] [--node VERSION ...]`,
	);
	process.exit(2);
}
const names =
	options.manager ?? (options.all ? PACKAGE_MANAGERS.map(({ name }) => name) : ["npm", "pnpm 10"]);
const versions = options.node ?? (options.all ? NODES : []);

const root = mkdtempSync(join(tmpdir(), "allye-installed-"));
const secretDir = join(root, "secrets");
const cleanUp = [() => rmSync(root, { recursive: true, force: true })];
try {
	const packages = await step("Packing", () => packPackages(join(root, "packed"), { hostOnly: true }));
	const registry = await startLocalRegistry(packages);
	cleanUp.unshift(() => registry.close());
	const expected = await step("Python sends a table", sendIris);
	const nodes = [];
	for (const version of versions) nodes.push(await step(`Node ${version}`, () => nodeOfVersion(version)));
	if (nodes.length === 0) nodes.push(process.execPath);

	const rows = [];
	for (const manager of PACKAGE_MANAGERS.filter(({ name }) => names.includes(name)))
		rows.push(await tryManager(manager, { registry, expected, nodes }));
	const missing = await step("Without the addon", () => withoutAddon(registry, join(root, "without-addon")));
	for (const [what, refusal] of Object.entries(missing.refusals)) console.log(`    ${what}: ${refusal}`);
	const page = await report(rows, nodes, missing);
	console.log(`\n${page}`);
	if (options.all) writeFileSync(join(ROOT, "docs/installed.md"), page);
	process.exitCode = rows.every(({ outcomes }) => outcomes.every((outcome) => outcome === "loads it"))
		? 0
		: 1;
} catch (error) {
	printFailure(error);
	process.exitCode = 1;
} finally {
	for (const clean of cleanUp) await clean();
}

/** What Python's own reader has of the table that it sent. */
async function sendIris() {
	const testee = startTestee();
	cleanUp.unshift(() => testee.close());
	const python = testee.at(secretDir);
	await python.send({ dataset: "iris" }, { tableName: "iris", transport: "file" });
	const { rows, domain, X } = await python.tableFromFrame("iris");
	return JSON.stringify({
		rows,
		names: domain.attributes.map(({ name }) => name),
		first: X.map(([value]) => value),
	});
}

/** The executable of the newest Node of a major version. */
async function nodeOfVersion(version) {
	const system = { darwin: "darwin", win32: "win" }[process.platform] ?? "linux";
	const name = `node-${system}-${process.arch}`;
	const home = join(CACHE, version);
	const executable = join(home, "node_modules", name, "bin", system === "win" ? "node.exe" : "node");
	if (!existsSync(executable)) {
		mkdirSync(home, { recursive: true });
		writeFileSync(join(home, "package.json"), '{ "private": true }');
		await run("npm", ["install", "--no-save", `${name}@${version}`], inProject(home));
	}
	return executable;
}

/** Installs with one manager, running on the newest of the Nodes, and loads on each. */
async function tryManager({ name, command, add, files }, { registry, expected, nodes }) {
	const project = join(root, name.replace(" ", "-"));
	mkdirSync(project);
	const manifest = { name: "empty", private: true, type: "module" };
	const all = { "package.json": JSON.stringify(manifest), "first.js": FIRST_PROGRAM, ...files(registry.url) };
	for (const [file, text] of Object.entries(all)) writeFileSync(join(project, file), text);
	const newest = nodes.at(-1);
	try {
		const version = (
			await step(`${name}: version`, () =>
				run(...commandLine(command, ["--version"]), inProject(project, newest)),
			)
		).trim();
		await step(`${name}: installs`, () =>
			run(...commandLine(command, [...add, "@allye/receiver"]), inProject(project, newest)),
		);
		const outcomes = [];
		for (const node of nodes)
			outcomes.push(
				await run(node, ["first.js", secretDir], { cwd: project }).then(
					(text) => (text.trim() === expected ? "loads it" : `says ${text}`),
					firstLine,
				),
			);
		return {
			name,
			version: version.split("\n").at(-1),
			outcomes,
			...installedSize(join(project, "node_modules")),
		};
	} catch (error) {
		console.error(error.output ?? error);
		return {
			name,
			version: "?",
			outcomes: nodes.map(() => `does not install: ${firstLine(error)}`),
			packages: 0,
			bytes: 0,
			addons: 0,
		};
	}
}

function commandLine([executable, ...words], args) {
	return [executable, [...words, ...args]];
}

function inProject(cwd, node = process.execPath) {
	const env = packageManagerEnvironment();
	return {
		cwd,
		shell: process.platform === "win32",
		env: { ...env, PATH: [dirname(node), env.PATH].join(delimiter) },
	};
}

function firstLine(error) {
	return error.message.split("\n")[0];
}

async function report(rows, nodes, { loads, refusals }) {
	const versions = await Promise.all(nodes.map((node) => run(node, ["--version"])));
	const managers = rows.map(({ name, version, outcomes, packages, bytes }) => [
		name,
		version,
		...outcomes,
		packages,
		(bytes / 1e6).toFixed(1),
	]);
	const tables = loads.map(({ payload, ms, msWithout }) => [
		payload,
		`${ms.toFixed(0)} ms`,
		`${msWithout.toFixed(0)} ms`,
		`${(msWithout / ms).toFixed(1)} times slower`,
	]);
	return [
		"# Installed from tarballs",
		"",
		`Written by \`pnpm test:installed --all\` on ${process.platform} ${process.arch}. @allye/receiver alone, packed as for a release with the addons of`,
		`${rows[0].addons} of the ${PREBUILD_TARGETS.length} systems, is installed in an empty project; the program loads a table that Python sent and compares it with Python's.`,
		"",
		...tableOf(
			[
				"package manager",
				"version",
				...versions.map((version) => `Node ${version.trim()}`),
				"packages",
				"MB",
			],
			managers,
		),
		"",
		"## Without the addon",
		"",
		"Its file removed from the installed package, a table of 200,000 rows and four columns still loads from files, and is the same:",
		"",
		...tableOf(["compression", "with the addon", "without it", ""], tables),
		"",
		`${Object.keys(refusals).join(" and ")} reject with \`NATIVE_UNAVAILABLE\`, and say which file was looked for.`,
		"",
	].join("\n");
}

function tableOf(columns, lines) {
	return [columns, columns.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`);
}
