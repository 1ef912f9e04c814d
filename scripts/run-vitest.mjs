import { spawn } from "node:child_process";
import { join } from "node:path";
import { toolEnvironment } from "./set-up.mjs";
import { ROOT } from "./step.mjs";

/**
 * Runs the tests that the filters name, all by default, in the environments that were prepared.
 *
 * @param {string[]} filters of vitest
 * @param {{ python?: string | null, pandas3?: string | null, env: Record<string, string> }} options `env` is added
 * @returns {Promise<number | null>} vitest's exit code
 */
export function runVitest(filters, { python, pandas3, env }) {
	return new Promise((resolve, reject) => {
		const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs");
		const child = spawn(process.execPath, [vitest, "run", ...filters], {
			cwd: ROOT,
			env: {
				...toolEnvironment(),
				...env,
				...(python && { ALLYE_PYTHON: python }),
				...(pandas3 && { ALLYE_PYTHON_PANDAS3: pandas3 }),
			},
			stdio: ["ignore", "inherit", "inherit"],
		});
		child.on("error", reject);
		child.on("close", resolve);
	});
}
