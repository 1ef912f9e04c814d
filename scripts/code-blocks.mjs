import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ROOT } from "./step.mjs";

/**
 * A fenced block of a page.
 *
 * @typedef {object} CodeBlock
 * @property {string} page Path from the root directory.
 * @property {number} line Where the code begins.
 * @property {string} language The first word behind the fence.
 * @property {readonly string[]} notes The words after it: `continued` (belongs to the program of the block before), `file=PATH` (is that file).
 * @property {string} code
 */

/**
 * The pages whose code is run: READMEs, and docs/ but for what programs write there.
 *
 * @returns {string[]} paths from the root directory
 */
export function documentationPages() {
	const packages = ["packages", "apps"].flatMap((folder) =>
		readdirSync(join(ROOT, folder)).map((name) => join(ROOT, folder, name, "README.md")),
	);
	const docs = ["docs", "docs/how-to", "docs/reference"].flatMap((folder) =>
		readdirSync(join(ROOT, folder))
			.filter((name) => name.endsWith(".md"))
			.map((name) => join(ROOT, folder, name)),
	);
	return [join(ROOT, "README.md"), join(ROOT, "README.ja.md"), ...packages, ...docs].map((file) =>
		relative(ROOT, file),
	);
}

/**
 * The blocks of a page that name a language.
 *
 * @param {string} page Path from the root directory.
 * @returns {CodeBlock[]}
 */
export function codeBlocksOf(page) {
	const text = readFileSync(join(ROOT, page), "utf8");
	return [...text.matchAll(/^```(\w+)([^\n]*)\n(.*?)^```$/gms)].map(
		([fence, language = "", notes = "", code = ""]) => ({
			page,
			line: text.slice(0, text.indexOf(fence)).split("\n").length + 1,
			language,
			notes: notes.trim().split(/\s+/).filter(Boolean),
			code,
		}),
	);
}

/**
 * Blocks in groups: each with those that continue it.
 *
 * @param {readonly CodeBlock[]} blocks
 * @returns {CodeBlock[][]}
 */
export function programsOf(blocks) {
	/** @type {CodeBlock[][]} */
	const programs = [];
	for (const block of blocks) {
		if (block.notes.includes("continued")) programs.at(-1)?.push(block);
		else programs.push([block]);
	}
	return programs;
}
