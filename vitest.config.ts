import { existsSync, readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";

const packages = ["packages", "apps"].flatMap((folder) =>
	readdirSync(folder)
		.map((name) => `${folder}/${name}`)
		.filter((directory) => existsSync(`${directory}/package.json`)),
);

/** One project a package; `tests` holds what concerns the repository as a whole. */
export default defineConfig({
	test: {
		// Tests start processes of their own: more workers than cores only wait. A busy machine loads Orange in 20 s.
		maxWorkers: 2,
		testTimeout: 120_000,
		hookTimeout: 120_000,
		reporters: ["default", "./scripts/tally-reporter.mjs"],
		passWithNoTests: false,
		projects: [
			...packages.map((root) => ({
				extends: true as const,
				root,
				test: { name: root, include: ["test/**/*.test.ts"] },
			})),
			{ extends: true as const, test: { name: "repository", include: ["tests/**/*.test.ts"] } },
		],
	},
});
