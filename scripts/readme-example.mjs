import { existsSync, writeFileSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import ts from "typescript";
import { codeBlocksOf, programsOf } from "./code-blocks.mjs";
import { packageManagerEnvironment } from "./package-manager-environment.mjs";
import { ROOT, run, StepFailed } from "./step.mjs";

const PYTHON =
	process.env.ALLYE_PYTHON ??
	join(ROOT, process.platform === "win32" ? ".venv/Scripts/python.exe" : ".venv/bin/python");

/** The table that examples open. */
const SEND_IRIS = `
from Orange.data import Table
from Orange.data.pandas_compat import table_to_frame
from allye_data_connector import send_dataframe
send_dataframe(table_to_frame(Table("iris")), table_name="iris", transport="file", notify_canvas=False)
`;

/**
 * Installs a package with npm in an empty project, together with what the first example of its README imports, and runs that example.
 *
 * @param {string} name `@allye/<folder>`
 * @param {string} project its directory, with an .npmrc that knows where the package is
 * @throws {StepFailed} with what npm or the example printed
 */
export async function runReadmeExample(name, project) {
	const source = firstExample(join("packages", basename(name), "README.md"));
	const imported = ts.preProcessFile(source).importedFiles.map(({ fileName }) => fileName);
	const packages = imported
		.filter((specifier) => specifier.startsWith("@allye/"))
		.map((specifier) => specifier.split("/", 2).join("/"));
	writeFileSync(
		join(project, "package.json"),
		JSON.stringify({ name: "empty", private: true, type: "module" }),
	);
	const { outputText } = ts.transpileModule(source, {
		compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
	});
	writeFileSync(join(project, "example.js"), outputText);

	const shell = process.platform === "win32";
	const wanted = new Set([name, ...packages]);
	await run("npm", ["install", "--prefer-offline", ...wanted], {
		cwd: project,
		env: packageManagerEnvironment(),
		shell,
	});
	if (!existsSync(PYTHON))
		throw new StepFailed(`There is no Python with allye_data_connector at ${PYTHON}: run npm test once.`, "");
	const { ALLYE_SECRET_DIR: _, ...inherited } = process.env;
	const env = {
		...inherited,
		HOME: project,
		USERPROFILE: project,
		ALLYE_PYTHON: PYTHON,
		PATH: [join(PYTHON, ".."), process.env.PATH].join(delimiter),
	};
	await run(PYTHON, ["-c", SEND_IRIS], { cwd: project, env });
	await run(process.execPath, ["example.js"], { cwd: project, env });
}

/** The text of the first program in JavaScript or TypeScript on a page that is not a file of its own. */
function firstExample(page) {
	const example = programsOf(codeBlocksOf(page)).find(
		([{ language, notes }]) =>
			["js", "ts"].includes(language) && !notes.some((note) => note.startsWith("file=")),
	);
	if (!example) throw new Error(`${page} shows no example.`);
	return example.map(({ code }) => code).join("\n");
}
