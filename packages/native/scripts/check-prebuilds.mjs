/**
 * The gate before packing: exit code 1 unless `pnpm prebuild` has made the addon of every system, from the present sources. They are then put into prebuilds/.
 *
 * ALLYE_PACK=host packs what is in prebuilds/, for trying the package on this machine; such a package must not be published.
 */
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { installPrebuilds, missingPrebuilds } from "./prebuild-manifest.mjs";
import { PREBUILD_TARGETS } from "./prebuild-targets.mjs";

process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), ".."));
const missing = process.env.ALLYE_PACK === "host" ? [] : missingPrebuilds();
if (missing.length > 0) {
	console.error(
		`@allye/native is not packed, for some of its addons are missing:\n${missing.map((line) => `  ${line}`).join("\n")}\n` +
			"Run `pnpm prebuild` in the root directory, then pack again.",
	);
	process.exitCode = 1;
} else if (process.env.ALLYE_PACK !== "host") {
	installPrebuilds(PREBUILD_TARGETS.map(({ target }) => target));
}
