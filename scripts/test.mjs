// npm test [-- FILTER …]: sets everything up, runs every test, and ends with the line 'N passed, N failed'.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runVitest } from "./run-vitest.mjs";
import { setUp, setUpPandas3 } from "./set-up.mjs";
import { printFailure } from "./step.mjs";

/**
 * Runs vitest in a process of its own, so that nothing it prints at its end can come after the last line.
 *
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
async function runTests({ python, pandas3 }, filters) {
	const scratch = mkdtempSync(join(tmpdir(), "allye-tally-"));
	const tallyFile = join(scratch, "tally.json");
	try {
		const env = { ALLYE_TALLY_FILE: tallyFile };
		const code = await runVitest(filters, { python, pandas3, env });
		const none = { passed: 0, failed: 0, skipped: 0 };
		const tally = existsSync(tallyFile) ? JSON.parse(readFileSync(tallyFile, "utf8")) : none;
		// Whatever made vitest fail without a failed test (it crashed, found no test, could not close) is a failure too.
		if (code !== 0 && tally.failed === 0) tally.failed = 1;
		return tally;
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

let tally = { passed: 0, failed: 1, skipped: 0 };
try {
	const { python, reason, failed } = await setUp();
	const newest = await setUpPandas3();
	tally = await runTests({ python, pandas3: newest.python }, process.argv.slice(2));
	if (!python) console.log(`Tests that need Python were skipped. ${reason}`);
	for (const environment of [failed, newest.failed]) if (environment) tally.failed += 1;
} catch (error) {
	printFailure(error);
}
const skipped = tally.skipped ? `, ${tally.skipped} skipped` : "";
console.log(`${tally.passed} passed, ${tally.failed} failed${skipped}`);
process.exitCode = tally.failed ? 1 : 0;
