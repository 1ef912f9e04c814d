import { AllyeError, manifestHealth, type SecretDir } from "@allye/protocol";
import { formatBytes, formatCount } from "../amounts";
import type { Finding } from "./diagnosis";

/** Python reads all of the manifest at each call: 10 s for 1,000,000 lines (measured). */
const LONG = 100_000;

/** Whether every line of the manifest can be read, by Python too. */
export async function checkManifest(dir: SecretDir, signal?: AbortSignal): Promise<Finding[]> {
	const findings: Finding[] = [];
	const add = (status: Finding["status"], message: string, next?: string) =>
		findings.push({ check: "manifest", status, message, ...(next === undefined ? {} : { next }) });
	try {
		const health = await manifestHealth(dir, signal);
		if (!health.exists) add("note", "There is no manifest yet: nothing has been sent.");
		else
			add(
				"ok",
				`${formatCount(health.events)} events of ${formatCount(health.tables)} tables, ${formatBytes(health.bytes)}.`,
			);
		if (health.notUtf8 > 0)
			add(
				"problem",
				`${lines(health.notUtf8)} not UTF-8: every Python reader fails.`,
				"allye gc --compact leaves them out, and keeps a copy of the manifest.",
			);
		if (health.damaged > health.notUtf8)
			add("note", `${lines(health.damaged - health.notUtf8)} no event; readers skip that.`);
		if (health.tornBytes > 0)
			add(
				"warning",
				`The last line was not finished (${formatBytes(health.tornBytes)}): a writer is at it, or was killed.`,
				"The next table sent from here repairs it. One sent from Python before that would be lost.",
			);
		if (health.events > LONG)
			add(
				"warning",
				`It is long: Python reads ${formatCount(health.events)} lines for every call.`,
				"allye gc --compact rewrites it to what counts, and keeps a copy.",
			);
		if (health.copies.length > 0)
			add(
				"note",
				`Beside it lie ${health.copies.length} copies of what was cut off or rewritten: ${health.copies.slice(0, 3).join(", ")}${health.copies.length > 3 ? ", …" : ""}.`,
				"Delete them when nothing is missed.",
			);
	} catch (error) {
		if (!(error instanceof AllyeError) || error.code === "ABORTED") throw error;
		add("problem", error.message);
	}
	return findings;
}

const lines = (count: number) => (count === 1 ? "1 line is" : `${formatCount(count)} lines are`);
