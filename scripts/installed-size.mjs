import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * What lies below a node_modules directory, symbolic links not followed.
 *
 * @param {string} directory
 * @returns {{ packages: number, bytes: number, addonBytes: number }} addonBytes: of `bytes` those of native addons
 */
export function installedSize(directory) {
	const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
		entry.isFile(),
	);
	const isManifest = ({ name, parentPath }) =>
		name === "package.json" && /node_modules[\\/](@[^\\/]+[\\/])?[^\\/]+$/.test(parentPath);
	const bytesOf = (files) =>
		files.reduce((sum, { name, parentPath }) => sum + statSync(join(parentPath, name)).size, 0);
	return {
		packages: entries.filter(isManifest).length,
		bytes: bytesOf(entries),
		addonBytes: bytesOf(entries.filter(({ name }) => name.endsWith(".node"))),
	};
}
