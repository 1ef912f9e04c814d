// node append-lines.mjs SECRET_DIR: for each line on stdin, appends an event and prints the time before it, in ms since 1970.
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const manifest = join(process.argv[2], "manifest.jsonl");
for await (const _ of createInterface({ input: process.stdin })) {
	const event = {
		version: 1,
		id: randomUUID(),
		table_name: "watched",
		producer: "python",
		status: "writing",
		created_at: "2026-01-01T00:00:00+0000",
		ttl_sec: null,
		payload: null,
		metadata: {},
	};
	const before = Date.now();
	appendFileSync(manifest, `${JSON.stringify(event)}\n`);
	process.stdout.write(`${before}`);
}
