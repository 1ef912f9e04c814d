import { createReceiver } from "@allye/receiver";
import { watchTimer } from "./watch-timer.mjs";

/** All rows with batches(), which are counted and let go; then a second pass that is aborted half-way. How late a timer came meanwhile. */
export default async function pass({ table: { secretDir, tableName }, rows }) {
	const receiver = createReceiver({ secretDir });
	const incoming = await receiver.open(tableName);
	const lags = [];
	const settled = [];
	return {
		async work() {
			const lag = watchTimer();
			let seen = 0;
			for await (const table of incoming.batches()) seen += table.rowCount;
			lags.push(lag());
			if (seen !== rows) throw new Error(`The pass saw ${seen} rows of ${rows}.`);
		},
		async after() {
			const stop = new AbortController();
			const parts = incoming.batches({ signal: stop.signal });
			await parts.next();
			const next = parts.next();
			const failed = next.catch(() => performance.now());
			await new Promise((resolve) => setTimeout(resolve, 20));
			const aborted = performance.now();
			stop.abort();
			const at = await failed;
			settled.push(typeof at === "number" ? at - aborted : 0);
		},
		values: () => ({ "timer late by ms": Math.min(...lags), "abort settles ms": Math.max(...settled) }),
	};
}
