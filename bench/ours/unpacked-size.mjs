import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Bytes of a package's published files and of all that it depends on, each package once. */
export function unpackedSize(name) {
	const directories = new Set();
	collect(name, ROOT, directories);
	let bytes = 0;
	for (const directory of directories) bytes += publishedBytes(directory);
	return bytes;
}

function collect(name, from, directories) {
	const directory = find(name, from);
	if (!directory || directories.has(directory)) return;
	directories.add(directory);
	const { dependencies = {}, optionalDependencies = {} } = manifestOf(directory);
	for (const dependency of Object.keys({ ...dependencies, ...optionalDependencies }))
		collect(dependency, directory, directories);
}

/** As Node resolves it: node_modules here, or in a directory above. */
function find(name, from) {
	for (let at = from; ; at = dirname(at)) {
		const path = join(at, "node_modules", name);
		if (existsSync(path)) return realpathSync(path);
		if (at === dirname(at)) return null;
	}
}

function publishedBytes(directory) {
	const { files } = manifestOf(directory);
	// What came from a registry is already no more than was published.
	const isOurs = !directory.includes("node_modules");
	const paths = isOurs && files ? files.map((file) => join(directory, file)) : [directory];
	return paths.reduce((sum, path) => sum + bytesIn(path), 0);
}

function bytesIn(path) {
	if (!existsSync(path)) return 0;
	const stats = statSync(path);
	if (!stats.isDirectory()) return stats.size;
	return readdirSync(path)
		.filter((entry) => entry !== "node_modules")
		.reduce((sum, entry) => sum + bytesIn(join(path, entry)), 0);
}

const manifestOf = (directory) => JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
