import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { addonSources } from "./addon-sources.mjs";
import { neededGlibc } from "./needed-glibc.mjs";
import { newestGlibc, PREBUILD_TARGETS } from "./prebuild-targets.mjs";

// All paths are relative to the package's directory, the working directory.

/** What `pnpm prebuild` makes lies here, apart from prebuilds/, where each build puts an addon of the machine's own compiler. */
const RELEASE = "build/release";
const MANIFEST = "manifest.json";

/** Where `pnpm prebuild` puts the addon of a target. */
export const releasedAddon = (target) => `${RELEASE}/${target}/allye-native.node`;

/**
 * Notes the addons of these targets: sizes, SHA-256, and the hash of the sources that they were built from. Others that were noted stay, as far as
 * they come from the same sources.
 *
 * @param {string[]} targets
 * @param {string} compiler
 */
export function writePrebuildManifest(targets, compiler) {
	const sources = hashOfSources(compiler);
	const before = readManifest();
	const addons = before?.sources === sources ? before.addons : {};
	for (const target of targets) addons[target] = describe(target);
	const sorted = Object.fromEntries(Object.entries(addons).sort());
	writeFileSync(
		`${RELEASE}/${MANIFEST}`,
		`${JSON.stringify({ compiler, sources, addons: sorted }, null, "\t")}\n`,
	);
}

/** What keeps the package from being packed: targets whose addon is missing, is not the one that was noted, is of other sources, or needs
 * a newer system than we promise. */
export function missingPrebuilds() {
	const { compiler, sources, addons = {} } = readManifest() ?? {};
	const isCurrent = compiler !== undefined && sources === hashOfSources(compiler);
	return PREBUILD_TARGETS.flatMap(({ target }) => {
		if (!existsSync(releasedAddon(target))) return `${target}: there is no ${releasedAddon(target)}`;
		if (!isCurrent) return `${target}: built from other sources than these`;
		if (JSON.stringify(describe(target)) !== JSON.stringify(addons[target]))
			return `${target}: not the one in ${RELEASE}/${MANIFEST}`;
		const glibc = neededGlibc(readFileSync(releasedAddon(target)));
		return glibc <= newestGlibc(target) ? [] : `${target}: needs glibc ${glibc / 100}`;
	});
}

/** Puts the addons of these targets, and the manifest, where they are packed and loaded from: prebuilds/. */
export function installPrebuilds(targets) {
	for (const target of targets) {
		const file = `prebuilds/${target}/allye-native.node`;
		mkdirSync(dirname(file), { recursive: true });
		copyFileSync(releasedAddon(target), file);
	}
	copyFileSync(`${RELEASE}/${MANIFEST}`, `prebuilds/${MANIFEST}`);
}

function readManifest() {
	const file = `${RELEASE}/${MANIFEST}`;
	return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

function describe(target) {
	const bytes = readFileSync(releasedAddon(target));
	return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** One hash of all that decides what an addon is: the compiler, our sources and flags, and what is compiled of other packages. */
function hashOfSources(compiler) {
	const hash = createHash("sha256").update(`${compiler}\n${JSON.stringify(PREBUILD_TARGETS)}\n`);
	const ours = ["addon", "scripts"].flatMap((folder) =>
		readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map(({ parentPath, name }) => `${parentPath}/${name}`.replaceAll("\\", "/")),
	);
	const theirs = addonSources("linux-x64").flatMap(({ include }) => include);
	const manifests = theirs.map((folder) => `${folder.split("/").slice(0, 2).join("/")}/package.json`);
	for (const file of [...new Set([...ours, ...manifests])].sort())
		hash.update(`${file}\n`).update(readFileSync(file));
	return hash.digest("hex");
}
