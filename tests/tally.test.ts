import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Counts of the fixtures in tests/tally whose names contain `filter`, and vitest's exit code. */
async function tallyOf(filter: string) {
	const scratch = mkdtempSync(join(tmpdir(), "allye-tally-"));
	const tallyFile = join(scratch, "tally.json");
	const args = ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/tally/vitest.config.ts", filter];
	const env = { ...process.env, ALLYE_TALLY_FILE: tallyFile };
	const code = await new Promise((resolve) =>
		execFile(process.execPath, args, { cwd: root, env }, (error) => resolve(error?.code ?? 0)),
	);
	const tally = JSON.parse(readFileSync(tallyFile, "utf8"));
	rmSync(scratch, { recursive: true });
	return { code, ...tally };
}

test("passed, failed and skipped tests are counted; a suite that cannot be set up has failed", async () => {
	expect(await tallyOf("outcomes")).toEqual({ code: 1, passed: 2, failed: 2, skipped: 2 });
});

test("a file that does not load has failed", async () => {
	expect(await tallyOf("does-not-load")).toEqual({ code: 1, passed: 0, failed: 1, skipped: 0 });
});

test("an error outside of any test has failed", async () => {
	expect(await tallyOf("unhandled")).toEqual({ code: 1, passed: 1, failed: 1, skipped: 0 });
});
