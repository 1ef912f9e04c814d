import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createReceiver } from "@allye/receiver";

/** Opens and loads what Python holds in shared memory. */
export default async function loadShm({ python, scratch, rows, columns }) {
	const script = fileURLToPath(new URL("../data/send_shm.py", import.meta.url));
	const sender = spawn(python, ["-B", script, scratch, "shared", rows, columns], {
		stdio: ["pipe", "pipe", "inherit"],
	});
	await once(sender.stdout, "data");
	const receiver = createReceiver({ secretDir: scratch, unlinkSharedMemory: false });
	return {
		async work() {
			const incoming = await receiver.open("shared");
			const table = await incoming.load();
			await incoming.close();
			return table;
		},
		async values() {
			sender.stdin.end();
			await once(sender, "exit");
		},
	};
}
