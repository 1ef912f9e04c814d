// pnpm docs:api: the API reference of every package, from its docstrings, into docs/api. Exit code 1 where an export has none.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { readApi, undocumentedExports } from "./api-reference.mjs";
import { printFailure, ROOT } from "./step.mjs";

try {
	const out = join(ROOT, "docs/api");
	const { app, project } = await readApi({ out });
	const { exports, undocumented } = undocumentedExports(project);
	for (const name of undocumented) console.error(`${name} has no docstring.`);
	rmSync(out, { recursive: true, force: true });
	await app.generateOutputs(project);
	console.log(
		`The API reference is in ${out}: ${exports} exports, ${undocumented.length} without a docstring.`,
	);
	process.exitCode = undocumented.length > 0 || app.logger.hasErrors() ? 1 : 0;
} catch (error) {
	printFailure(error);
	process.exitCode = 1;
}
