import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A fenced block of a page. */
export interface CodeBlock {
	/** Path from the root directory, and the line where the code begins. */
	readonly page: string;
	readonly line: number;
	/** The first word behind the fence. */
	readonly language: string;
	/** The words after it: `continued` (belongs to the program of the block before), `file=PATH` (is that file). */
	readonly notes: readonly string[];
	readonly code: string;
}

/** The pages whose code is run: READMEs, and docs/ but for what programs write there. */
export function documentationPages(): string[] {
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

/** The blocks of a page that name a language. */
export function codeBlocksOf(page: string): CodeBlock[] {
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
