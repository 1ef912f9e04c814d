import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { findPython } from "@allye/conformance";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const python = findPython();

/** Without any look at the times, which a shared machine makes meaningless. */
test.skipIf(!python)(
	"every benchmark runs, and says what became of its target",
	{
		timeout: 600_000,
	},
	async () => {
		const { stdout, stderr } = await promisify(execFile)(process.execPath, ["bench/bench.mjs", "--smoke"], {
			cwd: ROOT,
			env: { ...process.env, ALLYE_PYTHON: python ?? "" },
		});
		expect(stderr).toBe("");
		const ids = readdirSync(`${ROOT}/bench/targets`).flatMap((file) => file.toUpperCase().match(/T\d+/g)!);
		// Behind the table of verdicts stands that of the distances to the limits.
		const [table = ""] = stdout.slice(stdout.indexOf("verdict")).split("\n\n");
		expect(new Set(ids).size).toBe(12);
		for (const id of new Set(ids)) expect(table).toMatch(new RegExp(`^${id} .*`, "m"));
		for (const row of table.split("\n").filter((line) => /^T\d+ /.test(line)))
			expect(row).toMatch(/reached|falls short|not there yet|not run/);
	},
);
