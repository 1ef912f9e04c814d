import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createReceiver } from "@allye/receiver";

/**
 * From an append by another process until watch() yields, for `appends` of them; and the share of one core that an idle watch takes
 * for `idleMs`.
 */
export default async function watch({ scratch, appends, idleMs }) {
	rmSync(`${scratch}/manifest.jsonl`, { force: true });
	const receiver = createReceiver({ secretDir: scratch });
	const stop = new AbortController();
	let seen = () => {};
	const watching = (async () => {
		for await (const _ of receiver.watch({ signal: stop.signal })) seen(Date.now());
	})();
	const delays = [];
	const writer = spawn(process.execPath, [new URL("./append-lines.mjs", import.meta.url).pathname, scratch], {
		stdio: ["pipe", "pipe", "inherit"],
	});
	const exited = new Promise((resolve) => writer.on("exit", resolve));
	return {
		async work() {
			for (let i = 0; i < appends; i++) {
				const at = new Promise((resolve) => {
					seen = resolve;
				});
				const appended = new Promise((resolve) =>
					writer.stdout.once("data", (text) => resolve(Number(text))),
				);
				writer.stdin.write("append\n");
				delays.push((await at) - (await appended));
				await sleep(5);
			}
		},
		async values() {
			writer.stdin.end();
			await exited;
			await sleep(300);
			const before = process.cpuUsage();
			await sleep(idleMs);
			const { user, system } = process.cpuUsage(before);
			stop.abort();
			await watching;
			delays.sort((a, b) => a - b);
			const at = (share) => delays[Math.min(delays.length - 1, Math.floor(delays.length * share))];
			return {
				"median ms": at(0.5),
				"p99 ms": at(0.99),
				"idle CPU %": (user + system) / 10 / idleMs,
			};
		},
	};
}
