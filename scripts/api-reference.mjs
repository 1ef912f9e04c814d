import { existsSync } from "node:fs";
import { join } from "node:path";
import { Application, ReflectionKind } from "typedoc";
import { publishedPackages } from "./published-packages.mjs";
import { ROOT } from "./step.mjs";

/**
 * The entries of the published packages, read by typedoc from their sources.
 *
 * @param {{ out?: string }} [options] Where `app.generateOutputs` writes.
 * @returns {Promise<{ app: Application, project: import("typedoc").ProjectReflection }>}
 * @throws {Error} where the sources do not compile
 */
export async function readApi({ out } = {}) {
	const packages = publishedPackages();
	const entryPoints = packages.flatMap(({ directory, manifest }) =>
		Object.values(manifest.exports)
			.filter((target) => target.types)
			.map(({ types }) =>
				sourceOf(join(directory, types.replace("./dist/", "src/").replace(/\.d\.ts$/, ""))),
			),
	);
	const app = await Application.bootstrapWithPlugins({
		name: "Allye in TypeScript",
		...(out && { out }),
		entryPoints,
		tsconfig: join(ROOT, "tsconfig.api.json"),
		basePath: join(ROOT, "packages"),
		plugin: ["typedoc-plugin-markdown"],
		readme: "none",
		router: "module",
		disableSources: true,
		excludeExternals: true,
		excludeInternal: true,
		excludePrivate: true,
		validation: false,
		logLevel: "Warn",
	});
	const project = await app.convert();
	if (!project) throw new Error("typedoc cannot read the packages' sources: see above.");
	// Modules are called by their folders; they are imported by these names.
	for (const module of project.children ?? []) module.name = `@allye/${module.name.replace(/\/src\b/, "")}`;
	return { app, project };
}

/**
 * The exports without a docstring.
 *
 * @param {import("typedoc").ProjectReflection} project
 * @returns {{ exports: number, undocumented: string[] }} how many exports there are, and the names of those
 */
export function undocumentedExports(project) {
	const { Class, Enum, Function: Func, Interface, TypeAlias, Variable } = ReflectionKind;
	const exports = project.getReflectionsByKind(Class | Enum | Func | Interface | TypeAlias | Variable);
	const isDocumented = (one) =>
		one.hasComment() || one.signatures?.some((signature) => signature.hasComment());
	return {
		exports: exports.length,
		undocumented: exports.filter((one) => !isDocumented(one)).map((one) => one.getFullName()),
	};
}

function sourceOf(entry) {
	return existsSync(`${entry}.ts`) ? `${entry}.ts` : join(entry, "index.ts");
}
