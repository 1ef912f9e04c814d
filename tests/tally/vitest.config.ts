import { defineConfig } from "vitest/config";

/** The files here fail on purpose: only tally.test.ts runs them. */
export default defineConfig({
	test: {
		root: import.meta.dirname,
		include: ["*.fixture.ts"],
		reporters: ["../../scripts/tally-reporter.mjs"],
	},
});
