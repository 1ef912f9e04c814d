import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * What lies below a node_modules directory, symbolic links not followed.
 *
 * @param {string} directory
 * @returns {{ packages: number, bytes: number, addons: number, addonBytes: number }} addons: how many native ones; addonBytes: theirs of `bytes`
 */
export function installedSize(directory) {
	const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
		entry.isFile(),
	);
	const isManifest = ({ name, parentPath }) =>
		name === "package.json" && /node_modules[\\/](@[^\\/]+[\\/])?[^\\/]+$/.test(parentPath);
	const bytesOf = (files) =>
		files.reduce((sum, { name, parentPath }) => sum + statSync(join(parentPath, name)).size, 0);
	const addons = entries.filter(({ name }) => name.endsWith(".node"));
	return {
		packages: entries.filter(isManifest).length,
		bytes: bytesOf(entries),
		addons: addons.length,
		addonBytes: bytesOf(addons),
	};
}
