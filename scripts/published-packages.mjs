import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./step.mjs";

/**
 * @typedef {object} PublishedPackage
 * @property {string} name `@allye/<folder>`
 * @property {string} directory absolute
 * @property {Record<string, any>} manifest its package.json
 */

/**
 * The packages that a release publishes: all in packages/ that are not private.
 *
 * @returns {PublishedPackage[]}
 */
export function publishedPackages() {
	return readdirSync(join(ROOT, "packages"))
		.map((folder) => join(ROOT, "packages", folder))
		.filter((directory) => existsSync(join(directory, "package.json")))
		.map((directory) => {
			const manifest = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
			return { name: manifest.name, directory, manifest };
		})
		.filter(({ manifest }) => !manifest.private);
}
