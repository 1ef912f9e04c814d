import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createReceiver } from "@allye/receiver";
import { createTransmitter } from "@allye/transmitter";

/**
 * From the abort of a load, then of a send, until each rejects, the longest of aborts after each of `afterMs`; and the payloads that the
 * sends leave. What has settled before its abort does not count.
 */
export default async function abort({ table: { secretDir, tableName }, scratch, afterMs }) {
	const receiver = createReceiver({ secretDir });
	const incoming = await receiver.open(tableName);
	const table = await incoming.load({ allowLarge: true });
	const transmitter = createTransmitter({ secretDir: scratch });
	const worst = { "load ms": [], "send ms": [] };
	const send = async (signal) => {
		const { event } = await transmitter.send(table, { signal, transport: "file" });
		// It was done before its abort.
		rmSync(event.payload.locator);
	};
	return {
		async work() {
			const round = { "load ms": 0, "send ms": 0 };
			for (const delay of afterMs) {
				const load = (signal) => incoming.load({ signal, allowLarge: true });
				round["load ms"] = Math.max(round["load ms"], await settling(load, delay));
				round["send ms"] = Math.max(round["send ms"], await settling(send, delay));
			}
			for (const name in worst) worst[name].push(round[name]);
		},
		values: () => ({
			"load ms": Math.min(...worst["load ms"]),
			"send ms": Math.min(...worst["send ms"]),
			"payloads left": payloadsIn(scratch),
		}),
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

/** None where every abort came before there was a folder for them. */
function payloadsIn(secretDir) {
	const folder = join(secretDir, "payloads");
	return existsSync(folder) ? readdirSync(folder).length : 0;
}
