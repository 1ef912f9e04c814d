import {
	type FoundGarbage,
	isAllyeError,
	isExpired,
	ManifestIndex,
	type SecretDir,
	type Transport,
	throwIfAborted,
} from "@allye/protocol";
import { formatBytes } from "../amounts";
import type { Finding } from "./diagnosis";

/** Tables whose payload is opened; more would take too long. */
const MOST = 1000;

/** Whether each ready table's payload is there, and what lies there that nobody would find. */
export async function checkPayloads(
	dir: SecretDir,
	found: FoundGarbage,
	transports: readonly Transport[],
	signal?: AbortSignal,
): Promise<Finding[]> {
	const findings: Finding[] = [];
	const add = (status: Finding["status"], message: string, next?: string) =>
		findings.push({ check: "payloads", status, message, ...(next === undefined ? {} : { next }) });

	const gone = await unreadable(dir, transports, signal);
	for (const [code, names] of gone) {
		const some = names.slice(0, 3).map((name) => JSON.stringify(name));
		add(
			"warning",
			`${count(names.length, "ready table")} cannot be opened (${code}): ${some.join(", ")}${names.length > 3 ? ", …" : ""}.`,
			code === "SHM_GONE"
				? "Their senders have ended. Send them again, with transport='file' to keep them."
				: "Send them again.",
		);
	}
	for (const kind of ["expired", "orphaned", "unfinished", "superseded"] as const) {
		const items = found.garbage.filter((each) => each.kind === kind);
		if (items.length === 0) continue;
		const bytes = items.reduce((sum, { stored }) => sum + stored.bytes, 0);
		add(
			"note",
			`${count(items.length, `${kind} payload`)}, ${formatBytes(bytes)}.`,
			`allye gc ${kind === "superseded" ? "--superseded " : ""}lists them; with --delete it removes them.`,
		);
	}
	if (gone.size === 0) add("ok", `${count(found.inUse.length, "payload")} in use.`);
	return findings;
}

/** The names of ready tables whose payload does not open, by code. */
async function unreadable(
	dir: SecretDir,
	transports: readonly Transport[],
	signal: AbortSignal | undefined,
): Promise<Map<string, string[]>> {
	const index = new ManifestIndex(dir);
	const gone = new Map<string, string[]>();
	await index.refresh().catch(() => false);
	for (const { tableName, ready } of index.tables().slice(0, MOST)) {
		throwIfAborted(signal, "Looking at the tables");
		if (!ready?.payload || isExpired(ready.payload)) continue;
		const transport = transports.find(({ name }) => name === ready.payload?.transport);
		try {
			const source = await transport?.open(ready.payload, { secretDir: dir.path });
			await source?.close();
		} catch (error) {
			if (!isAllyeError(error)) throw error;
			gone.set(error.code, [...(gone.get(error.code) ?? []), tableName]);
		}
	}
	return gone;
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;
