// node scripts/check-layers.mjs: prints every import that layers.mjs does not allow; exit code 1 if there is one.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { LAYERS } from "./layers.mjs";
import { ROOT } from "./step.mjs";

/**
 * Every import, re-export, dynamic import and type import in the sources below `root`, and every dependency in their package.json
 * files, that {@link LAYERS} does not allow; and every package that it does not know.
 *
 * @param {string} root
 * @returns {string[]} one line each; empty where all is well
 */
export function layerViolations(root = ROOT) {
	return [...unknownPackages(root), ...LAYERS.flatMap((layer) => violationsOf(layer, root))];
}

function unknownPackages(root) {
	return ["packages", "apps"]
		.flatMap((folder) => directoriesIn(join(root, folder)).map((name) => `${folder}/${name}`))
		.filter((path) => existsSync(join(root, path, "package.json")))
		.filter((path) => !LAYERS.some(({ directory }) => directory === `${path}/src`))
		.map((path) => `${path} is not in scripts/layers.mjs`);
}

/** @param {import("./layers.mjs").Layer} layer */
function violationsOf(layer, root) {
	const home = join(root, layer.directory);
	if (!existsSync(home)) return [];
	const manifestPath = packageJsonOf(home);
	const { dependencies, peerDependencies, optionalDependencies, devDependencies } = JSON.parse(
		readFileSync(manifestPath, "utf8"),
	);
	const homes = [home, ...layer.beside.map((directory) => join(root, directory))];
	const declared = Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
	const importable = layer.bundled ? [...declared, ...Object.keys(devDependencies ?? {})] : declared;
	// A part that has a row of its own is checked by that row, and its package.json with the package.
	const parts = LAYERS.map((other) => join(root, other.directory) + sep).filter(
		(path) => path.startsWith(home + sep) && path !== home + sep,
	);
	const imports = sourcesIn(home)
		.filter((file) => !parts.some((part) => file.startsWith(part)))
		.flatMap((file) => importsOf(file).map((specifier) => ({ file, specifier })));
	return [
		...imports
			.map(({ file, specifier }) => ({
				file,
				specifier,
				why: objection(layer, specifier, { file, homes, importable, manifestPath }),
			}))
			.filter(({ why }) => why)
			.map(({ file, specifier, why }) => `${relative(root, file)} imports ${specifier}: ${why}`),
		...declared
			.filter((name) => !layer.unit.includes("/") && !mayDependOn(layer, name))
			.map((name) => `${relative(root, manifestPath)} depends on ${name}: ${refusal(layer)}`),
	];
}

/** Why a source file may not import `specifier`, or "". */
function objection(layer, specifier, { file, homes, importable, manifestPath }) {
	if (specifier.startsWith(".")) {
		const target = resolve(dirname(file), specifier);
		const isWithin = homes.some((home) => target === home || target.startsWith(home + sep));
		if (isWithin || target === manifestPath) return "";
		return "a relative import must stay within its layer";
	}
	if (isBuiltin(specifier)) return layer.node ? "" : `${layer.unit} must run without Node's own modules`;
	if (!mayImport(layer, specifier)) return refusal(layer);
	return importable.includes(packageOf(specifier))
		? ""
		: "its package.json does not list that under dependencies";
}

function mayImport(layer, specifier) {
	const name = packageOf(specifier);
	if (!name.startsWith("@allye/")) return layer.others === "any" || layer.others.includes(name);
	// A subpath without a row of its own belongs to its package.
	const unit = LAYERS.some(({ unit }) => `@allye/${unit}` === specifier) ? specifier : name;
	return layer.ours.includes(unit.slice("@allye/".length));
}

/** A package.json can only name whole packages, so it may name one of which only a part may be imported. */
function mayDependOn(layer, name) {
	return mayImport(layer, name) || layer.ours.some((unit) => `@allye/${unit}`.startsWith(`${name}/`));
}

function refusal(layer) {
	const others = layer.others === "any" ? ["packages that are not ours"] : layer.others;
	return `${layer.unit} may import ${[...layer.ours, ...others].join(", ") || "nothing"}`;
}

/** `@scope/name` or `name` of an import specifier. */
function packageOf(specifier) {
	return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

function importsOf(file) {
	const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
	return [...new Set(importedFiles.map(({ fileName }) => fileName))];
}

function sourcesIn(directory) {
	return readdirSync(directory, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name));
}

function directoriesIn(directory) {
	if (!existsSync(directory)) return [];
	const entries = readdirSync(directory, { withFileTypes: true });
	return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

function packageJsonOf(directory) {
	const path = join(directory, "package.json");
	return existsSync(path) ? path : packageJsonOf(dirname(directory));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	const violations = layerViolations();
	for (const violation of violations) console.log(violation);
	process.exitCode = violations.length ? 1 : 0;
}
