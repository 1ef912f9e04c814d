import { join } from "node:path";
import ts from "typescript";
import type { CodeBlock } from "../../scripts/code-blocks.mjs";
import { ROOT } from "../../scripts/step.mjs";

/** What the compiler finds wrong with TypeScript programs, each of a block and those that continue it: "page:line: message". */
export function typeErrors(programs: readonly (readonly CodeBlock[])[]): string[] {
	const { config } = ts.readConfigFile(join(ROOT, "tsconfig.base.json"), ts.sys.readFile);
	const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
	// In examples values are made to be shown, not used.
	Object.assign(options, { noUnusedLocals: false, noUnusedParameters: false });
	const sources = new Map(
		programs.map((blocks, index) => [
			join(ROOT, `tests/documentation/example-${index}.ts`),
			`${blocks.map(({ code }) => code).join("\n")}\nexport {};\n`,
		]),
	);
	const host = ts.createCompilerHost(options);
	const { fileExists, readFile, getSourceFile } = host;
	host.fileExists = (name) => sources.has(name) || fileExists(name);
	host.readFile = (name) => sources.get(name) ?? readFile(name);
	host.getSourceFile = (name, ...rest) => {
		const source = sources.get(name);
		return source === undefined
			? getSourceFile.call(host, name, ...rest)
			: ts.createSourceFile(name, source, ts.ScriptTarget.ES2022);
	};
	const program = ts.createProgram([...sources.keys()], options, host);
	return [...sources.keys()].flatMap((name, index) => {
		const [{ page, line }] = programs[index] as [CodeBlock];
		const file = program.getSourceFile(name);
		return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
			({ messageText, start = 0 }) =>
				`${page}:${line + (file?.getLineAndCharacterOfPosition(start).line ?? 0)}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
		);
	});
}
