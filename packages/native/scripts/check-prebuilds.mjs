/**
 * The gate before packing: exit code 1 unless prebuilds/ has the addon of every system, as `pnpm prebuild` made it.
 *
 * ALLYE_PACK=host packs what is there, for trying the package on this machine; such a package must not be published.
 */
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { missingPrebuilds } from "./prebuild-manifest.mjs";

process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), ".."));
const missing = missingPrebuilds();
if (missing.length > 0 && process.env.ALLYE_PACK !== "host") {
	console.error(
		`@allye/native is not packed, for some of its addons are missing:\n${missing.map((line) => `  ${line}`).join("\n")}\n` +
			"Run `pnpm prebuild` in the root directory, then pack again.",
	);
	process.exitCode = 1;
}
