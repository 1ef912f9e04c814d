import { readFileSync } from "node:fs";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { ROOT, run } from "./step.mjs";

const ATTW = join(ROOT, "node_modules/@arethetypeswrong/cli/dist/index.js");

/**
 * What publint and "Are the types wrong?" find in a packed package. The packages are ES modules: how CommonJS and the resolution of Node 10 see them does
 * not count.
 *
 * @param {import("./pack-packages.mjs").PackedPackage} packed
 * @returns {Promise<string[]>} one line each; empty where all is well
 */
export async function faultsOfPacked({ manifest, file }) {
	const bytes = readFileSync(file);
	const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
	const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
	const types = await run(process.execPath, [ATTW, file, "--profile", "esm-only", "--no-color"]).then(
		() => [],
		({ output, message }) => [`${manifest.name}: ${output || message}`],
	);
	return [...messages.map((message) => `${manifest.name}: ${formatMessage(message, pkg)}`), ...types];
}
