import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createReceiver } from "@allye/receiver";
import { createTransmitter } from "@allye/transmitter";

/** From the abort of a running load, then of a running send, until each rejects; and the payloads that the send leaves. */
export default async function abort({ table: { secretDir, tableName }, scratch, afterMs }) {
	const receiver = createReceiver({ secretDir });
	const incoming = await receiver.open(tableName);
	const table = await incoming.load({ allowLarge: true });
	const transmitter = createTransmitter({ secretDir: scratch });
	const worst = { "load ms": 0, "send ms": 0 };
	return {
		async work() {
			const load = (signal) => incoming.load({ signal, allowLarge: true });
			worst["load ms"] = Math.max(worst["load ms"], await settling(load, afterMs));
			const send = (signal) => transmitter.send(table, { signal, transport: "file" });
			worst["send ms"] = Math.max(worst["send ms"], await settling(send, afterMs));
		},
		values: () => ({ ...worst, "payloads left": readdirSync(join(scratch, "payloads")).length }),
	};
}

async function settling(start, afterMs) {
	const stop = new AbortController();
	const settled = start(stop.signal).then(
		() => null,
		() => performance.now(),
	);
	await sleep(afterMs);
	const aborted = performance.now();
	stop.abort();
	const at = await settled;
	return at === null ? 0 : Math.max(0, at - aborted);
}
