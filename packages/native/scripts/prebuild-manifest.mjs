import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { PREBUILD_TARGETS } from "./prebuild-targets.mjs";

const MANIFEST = "prebuilds/manifest.json";
const addonOf = (target) => `prebuilds/${target}/allye-native.node`;

/** Writes sizes and SHA-256 of the addons that are there, and what they were built with, beside them. In the package's directory. */
export function writePrebuildManifest(compiler) {
	const addons = Object.fromEntries(
		PREBUILD_TARGETS.filter(({ target }) => existsSync(addonOf(target))).map(({ target }) => [
			target,
			describe(target),
		]),
	);
	writeFileSync(MANIFEST, `${JSON.stringify({ compiler, addons }, null, "\t")}\n`);
}

/** What keeps the package from being packed: targets whose addon is missing, or is not the one that the manifest describes. */
export function missingPrebuilds() {
	const described = existsSync(MANIFEST) ? JSON.parse(readFileSync(MANIFEST, "utf8")).addons : {};
	return PREBUILD_TARGETS.flatMap(({ target }) => {
		if (!existsSync(addonOf(target))) return `${target}: there is no ${addonOf(target)}`;
		const is = JSON.stringify(describe(target));
		return is === JSON.stringify(described[target]) ? [] : `${target}: not the one in ${MANIFEST}`;
	});
}

function describe(target) {
	const bytes = readFileSync(addonOf(target));
	return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}
