/**
 * Builds the addon with a compiler, without node-gyp: prebuilds/<target>/allye-native.node.
 *
 *   node scripts/build-addon.mjs [--target=linux-arm64-musl] [--flags="-fsanitize=address -g"] [--build=folder] [--out=file]
 *
 * CC and CXX name the compilers, with arguments where they need some (CXX="zig c++ -target aarch64-linux-musl");
 * otherwise cc and c++. Sources are data in addon-sources.mjs, flags in addon-flags.mjs. Only what changed is compiled.
 *
 * Exit code 0 done, or no compiler: what needs no addon still works; 1 where the sources do not compile.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { hostTarget } from "../dist/host-target.js";
import { addonFlags } from "./addon-flags.mjs";
import { addonSources } from "./addon-sources.mjs";
import { compileIfChanged } from "./compile-if-changed.mjs";
import { canRun } from "./run-compiler.mjs";
import { writeHostFunctions } from "./write-host-functions.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);
const { values: options } = parseArgs({
	options: {
		target: { type: "string", default: hostTarget() },
		flags: { type: "string", default: "" },
		build: { type: "string" },
		out: { type: "string" },
	},
});
const words = (text) => text.split(/\s+/).filter(Boolean);
const c = words(process.env.CC ?? "cc");
const cxx = words(process.env.CXX ?? "c++");
const { target } = options;
const output = options.out ?? `prebuilds/${target}/allye-native.node`;
const extra = words(options.flags);
const flags = addonFlags(target, root);
const buildFolder =
	options.build ?? join("build", target, ...(extra.length > 0 ? [extra.join("").replace(/\W+/g, "-")] : []));

for (const compiler of [c, cxx]) {
	if (await canRun(compiler)) continue;
	console.warn(
		`warning: no compiler '${compiler.join(" ")}', so @allye/native is built without its addon.\n` +
			"Files can be read without it; sending, shared memory and the lock cannot work.\n" +
			"Install a C++17 compiler (Debian: apt install g++; macOS: xcode-select --install), or set CC and CXX, and build again.",
	);
	process.exit(0);
}

mkdirSync(buildFolder, { recursive: true });
const groups = addonSources(target);
if (target.startsWith("win32")) groups[0].files = writeHostFunctions(buildFolder, target.split("-")[1]);

const objects = groups.flatMap((group) => {
	const files = [...(group.files ?? []), ...(group.folders ?? []).flatMap(sourcesIn)];
	const define = Object.entries(group.define).map(([name, value]) => `-D${name}=${value}`);
	const include = group.include.map((folder) => `-I${folder}`);
	return files.map((source) => {
		const object = join(
			buildFolder,
			group.name,
			`${source.replace(/^node_modules\//, "").replaceAll("/", "_")}.o`,
		);
		const compiler = extname(source) === ".cpp" ? cxx : c;
		const args = [...flags.compile, ...group.flags, ...define, ...include, ...extra];
		return {
			object,
			command: [...compiler, ...args, "-MMD", "-MF", `${object}.d`, "-c", source, "-o", object],
		};
	});
});
mkdirSync(dirname(output), { recursive: true });

const started = performance.now();
try {
	const compiled = await forEachParallel(objects, ({ object, command }) =>
		compileIfChanged(object, command, `${object}.d`),
	);
	const library = join(buildFolder, "allye-native.node");
	const files = objects.map(({ object }) => object);
	const link = [...cxx, "-o", library, ...files, ...flags.link, ...extra];
	const linked = await compileIfChanged(library, link, null);
	if (!existsSync(output) || !readFileSync(output).equals(readFileSync(library))) {
		// Copied beside and renamed: a process that has the old one loaded keeps it.
		copyFileSync(library, `${output}.new`);
		renameSync(`${output}.new`, output);
	}
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	if (compiled + linked > 0)
		console.log(`addon for ${target}: ${compiled} compiled, ${seconds} s, ${output}`);
} catch (error) {
	console.error(`error: the addon for ${target} does not build.\n${error.message}`);
	process.exit(1);
}

function sourcesIn(folder) {
	const names = readdirSync(folder).filter((name) => [".c", ".cpp", ".S"].includes(extname(name)));
	return names.sort().map((name) => `${folder}/${basename(name)}`);
}

/** Runs `task` on every item, as many at a time as there are cores; returns how many said true. */
async function forEachParallel(items, task) {
	const queue = [...items];
	let done = 0;
	const worker = async () => {
		for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
			if (await task(item)) done++;
		}
	};
	await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
	return done;
}
