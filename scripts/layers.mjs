/**
 * What the sources of one package, or of a part of one, may import.
 *
 * @typedef {object} Layer
 * @property {string} unit The package's name without `@allye/`; for a part of it the subpath.
 * @property {string} directory
 * @property {string[]} ours Units, each from a row above: so no arrow points up or sideways, and none in a circle.
 * @property {boolean} node Whether Node's own modules may be imported: not where a renderer imports the package.
 * @property {string[] | "any"} others Packages that are not ours.
 * @property {string[]} beside Directories of the same package that relative imports may lead to, besides its own.
 * @property {boolean} bundled Its build takes in what it imports: devDependencies count.
 */

const storage = ["native", "protocol/contract", "protocol"];
const tables = [
	"native",
	"protocol/contract",
	"protocol",
	"transport-file",
	"transport-shm",
	"arrow-ipc",
	"orange-table",
];
const apps = ["orange-table", "receiver", "transmitter"];

/**
 * The import table of ARCHITECTURE.md.
 *
 * @type {readonly Layer[]}
 */
export const LAYERS = [
	layer("native", { ours: [] }),
	layer("protocol/contract", { directory: "packages/protocol/src/contract", ours: [], node: false }),
	layer("protocol", { ours: ["native", "protocol/contract"], others: ["zod"] }),
	layer("transport-file", { ours: storage }),
	layer("transport-shm", { ours: storage }),
	layer("arrow-ipc", {
		ours: ["protocol/contract"],
		node: false,
		others: ["apache-arrow", "flatbuffers", "lz4js", "zstddec"],
	}),
	layer("orange-table", { ours: ["protocol/contract", "arrow-ipc"], node: false, others: ["apache-arrow"] }),
	layer("receiver", { ours: tables, others: ["apache-arrow"] }),
	layer("transmitter", { ours: tables, others: ["apache-arrow"] }),
	layer("conformance", { ours: [], others: ["fast-check"] }),
	layer("cli", { directory: "apps/cli/src", ours: apps, others: "any" }),
	layer("canvas", { directory: "apps/canvas/src", ours: apps, others: "any" }),
	layer("canvas/contract", { directory: "apps/canvas/src/contract", ours: ["orange-table"], node: false }),
	layer("canvas/page", {
		directory: "apps/canvas/src/page",
		ours: [],
		node: false,
		others: "any",
		beside: ["apps/canvas/src/contract"],
		bundled: true,
	}),
];

/** @returns {Layer} */
function layer(unit, options) {
	const defaults = { directory: `packages/${unit}/src`, node: true, others: [], beside: [], bundled: false };
	return { unit, ...defaults, ...options };
}
