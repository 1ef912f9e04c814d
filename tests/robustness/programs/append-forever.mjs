// Appends events until it is killed, and prints the id of each once it is acknowledged: node append-forever.mjs SECRET_DIR LABEL
import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { appendEvent, resolveSecretDir } from "@allye/protocol";

const [, , secretDir, label] = process.argv;
const dir = resolveSecretDir({ secretDir });
for (let number = 0; ; number++) {
	// One in ten is a line of 300 KB, the others of 0.4 KB.
	const text = "送".repeat(number % 10 === 9 ? 50_000 : 40);
	const id = `node-${label}-${number}`;
	await appendEvent(dir, {
		version: 1,
		id,
		table_name: "shared",
		producer: "allye",
		status: "writing",
		created_at: "2026-01-01T00:00:00+0900",
		ttl_sec: null,
		payload: null,
		metadata: { text },
	});
	writeSync(1, `${id}\n`);
	await sleep(Math.random() * 10);
}
