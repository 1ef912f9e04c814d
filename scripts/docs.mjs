/**
 * pnpm docs:api [--check]: the API reference of every package, from its docstrings, into docs/api. --check: writes nothing, and says which pages are not what the
 * docstrings say. Exit code 0: done; 1: an export has no docstring, or a page is old.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readApi, undocumentedExports } from "./api-reference.mjs";
import { printFailure, ROOT } from "./step.mjs";

const DOCS = join(ROOT, "docs/api");

try {
	const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
	const out = values.check ? mkdtempSync(join(tmpdir(), "allye-docs-")) : DOCS;
	const { app, project } = await readApi({ out });
	const { exports, undocumented } = undocumentedExports(project);
	for (const name of undocumented) console.error(`${name} has no docstring.`);
	rmSync(out, { recursive: true, force: true });
	await app.generateOutputs(project);
	const old = values.check ? differences(DOCS, out) : [];
	for (const page of old) console.error(`docs/api/${page} is not what the docstrings say: pnpm docs:api.`);
	if (values.check) rmSync(out, { recursive: true, force: true });
	const where = values.check ? "compared with docs/api" : "in docs/api";
	console.log(
		`The API reference is ${where}: ${exports} exports, ${undocumented.length} without a docstring, ${old.length} old pages.`,
	);
	process.exitCode = undocumented.length + old.length > 0 || app.logger.hasErrors() ? 1 : 0;
} catch (error) {
	printFailure(error);
	process.exitCode = 1;
}

/** Files that are in one of two directories only, or not the same in both. */
function differences(one, other) {
	const [left, right] = [textsIn(one), textsIn(other)];
	return [...new Set([...left.keys(), ...right.keys()])].filter((page) => left.get(page) !== right.get(page));
}

function textsIn(directory) {
	const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
		entry.isFile(),
	);
	return new Map(
		files.map(({ parentPath, name }) => {
			const file = join(parentPath, name);
			return [file.slice(directory.length + 1).replaceAll("\\", "/"), readFileSync(file, "utf8")];
		}),
	);
}
