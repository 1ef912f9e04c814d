import { defineConfig, type Options } from "tsup";

/** What every package builds to: ES modules with types beside them, one file per entry. */
export const library = (options: Options = {}) =>
	defineConfig({
		entry: ["src/index.ts"],
		format: "esm",
		target: "node20",
		dts: true,
		sourcemap: true,
		clean: true,
		...options,
	});
