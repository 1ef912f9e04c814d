import { writeFileSync } from "node:fs";

/**
 * A vitest reporter that counts. A file or suite that fails to load or to set up, and an error outside of any test, count as
 * failed. The counts go as JSON into the file that ALLYE_TALLY_FILE names; without it they are printed.
 */
export default class TallyReporter {
	onTestRunEnd(modules, unhandledErrors) {
		const tally = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
		for (const module of modules) {
			if (module.errors().length > 0) tally.failed += 1;
			for (const suite of module.children.allSuites()) if (suite.errors().length > 0) tally.failed += 1;
			for (const test of module.children.allTests()) {
				const { state } = test.result();
				// Pending: the run ended before the test did.
				tally[state === "pending" ? "failed" : state] += 1;
			}
		}
		const file = process.env.ALLYE_TALLY_FILE;
		if (file) writeFileSync(file, JSON.stringify(tally));
		else console.log(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
	}
}
