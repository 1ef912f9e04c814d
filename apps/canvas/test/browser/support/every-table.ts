import { randomUUID } from "node:crypto";
import { appendFileSync, rmSync } from "node:fs";
import path from "node:path";
import { continuous, createDomain, discrete, OrangeTable, string, time } from "@allye/orange-table";
import type { ManifestEvent } from "@allye/receiver";
import { createTransmitter } from "@allye/transmitter";
import type { CanvasProcess } from "./canvas-process";

/** Tables of shared memory that {@link everyTable} sends: who loads them removes them. */
export const IN_MEMORY = process.platform === "win32" ? [] : (["in memory", "still in memory"] as const);

/** Tables in every state that the list knows, without Python. */
export async function everyTable({ secretDir }: CanvasProcess): Promise<void> {
	const transmitter = createTransmitter({ secretDir, producer: "python" });
	const send = async (tableName: string, transport: "file" | "shm" = "file") =>
		(await transmitter.send(everyKind(), { tableName, transport })).event;
	const announce = (event: ManifestEvent, changes: object) =>
		appendFileSync(
			path.join(secretDir, "manifest.jsonl"),
			`${JSON.stringify({ ...event, id: randomUUID().replaceAll("-", ""), ...changes })}\n`,
		);
	const event = await send("every kind");
	const writing = { status: "writing", payload: null };
	announce(event, { ...writing, table_name: "just now", created_at: at(0) });
	announce(event, { ...writing, table_name: "left behind", created_at: at(-3 * 3600) });
	announce(event, {
		table_name: "broken",
		status: "error",
		payload: null,
		metadata: { error: "ArrowInvalid('Could not convert <b>x</b>')" },
	});
	announce(event, { table_name: "expired", payload: { ...event.payload, expires_at: at(-60) } });
	const deleted = await send("deleted");
	rmSync(deleted.payload!.locator);
	announce(event, { table_name: "vanished", payload: gone(event) });
	for (const tableName of IN_MEMORY) await send(tableName, "shm");
}

const gone = ({ payload }: ManifestEvent) => ({
	...payload,
	transport: "shm_arrow_stream_v1",
	locator: "allye_gone_00000000",
});

/** A moment some seconds from now, as Python writes it. */
const at = (seconds: number): string =>
	new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+Z$/, "+0000");

function everyKind(): OrangeTable {
	const domain = createDomain({
		attributes: [continuous("length"), time("seen", { haveDate: true, haveTime: true })],
		classVars: [discrete("kind", ["small", "large", "長い"])],
		metas: [string("note")],
	});
	const rows = Array.from({ length: 120 }, (_, i) => ({
		length: i % 7 === 0 ? null : i / 10,
		seen: 1.7e9 + i * 3600,
		kind: ["small", "large", "長い"][i % 3]!,
		note: i % 5 === 0 ? "" : `note ${i}`,
	}));
	return OrangeTable.fromRows(rows, { domain });
}
