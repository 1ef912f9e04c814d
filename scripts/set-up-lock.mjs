import { join } from "node:path";
import { lock } from "proper-lockfile";
import { ROOT } from "./step.mjs";

/**
 * Runs `work` while no other `npm start` or `npm test` in this clone is setting up; a second one waits for the first.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withSetUpLock(work) {
	const target = join(ROOT, "node_modules");
	const options = { lockfilePath: join(target, ".set-up.lock"), stale: 30_000, update: 5_000 };
	let release;
	try {
		release = await lock(target, options);
	} catch (error) {
		if (error.code !== "ELOCKED") throw error;
		console.log("  Another set-up is running here: waiting for it …");
		release = await lock(target, { ...options, retries: { retries: 900, factor: 1, minTimeout: 1_000 } });
	}
	try {
		return await work();
	} finally {
		await release();
	}
}
