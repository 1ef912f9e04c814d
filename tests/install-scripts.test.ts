import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

interface Manifest {
	name: string;
	private?: boolean;
	scripts?: Record<string, string>;
	dependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
}

const packages = fileURLToPath(new URL("../packages", import.meta.url));
const published = readdirSync(packages)
	.map((name) => join(packages, name))
	.filter((directory) => existsSync(join(directory, "package.json")) && !manifestOf(directory).private);

function manifestOf(directory: string): Manifest {
	return JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
}

/** Where Node finds `name` for code in `from`; null for an optional dependency of another platform. */
function installedAt(name: string, from: string): string | null {
	const path = join(from, "node_modules", name);
	if (existsSync(path)) return realpathSync(path);
	return dirname(from) === from ? null : installedAt(name, dirname(from));
}

/** The package in `directory` and all that is installed with it. */
function installedWith(directory: string, found = new Set<string>()): Set<string> {
	if (found.has(directory)) return found;
	found.add(directory);
	const { dependencies, optionalDependencies } = manifestOf(directory);
	for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
		const at = installedAt(name, directory);
		if (at) installedWith(at, found);
		else if (!optionalDependencies?.[name])
			throw new Error(`${name}, which ${directory} needs, is not installed`);
	}
	return found;
}

/** What a package manager would run when it installs this package. npm runs node-gyp by itself for a binding.gyp at the root. */
function installScripts(directory: string): string[] {
	const { name, scripts = {} } = manifestOf(directory);
	const hooks = ["preinstall", "install", "postinstall"].filter((hook) => scripts[hook]);
	if (existsSync(join(directory, "binding.gyp"))) hooks.push("binding.gyp");
	return hooks.map((hook) => `${name}: ${hook}`);
}

test("there are packages to look at, and dependencies of theirs", () => {
	expect(published.length).toBeGreaterThan(5);
	expect([...installedWith(join(packages, "protocol"))].map((path) => manifestOf(path).name)).toContain(
		"zod",
	);
});

test.each(published.map((directory) => [manifestOf(directory).name, directory]))(
	"%s and all its dependencies install without running a script",
	(_, directory) => {
		expect([...installedWith(directory)].flatMap(installScripts)).toEqual([]);
	},
);

test("one that has a script is found", () => {
	const esbuild = installedAt("esbuild", realpathSync(join(packages, "../node_modules/tsup")));
	expect(installScripts(esbuild as string)).toEqual(["esbuild: postinstall"]);
});
