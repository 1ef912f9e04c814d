import { createReceiver } from "@allye/receiver";
import { createTransmitter } from "@allye/transmitter";
import { floats } from "./floats.mjs";

/** Sends a table of floats by shared memory, and loads it again, which frees it. */
export default async function sendShm({ scratch, rows, columns }) {
	const table = floats(rows, columns);
	const transmitter = createTransmitter({ secretDir: scratch });
	const receiver = createReceiver({ secretDir: scratch });
	return {
		async work() {
			const { event } = await transmitter.send(table, { tableName: "shared", transport: "shm" });
			const incoming = await receiver.open(event);
			const loaded = await incoming.load();
			await incoming.close();
			return loaded;
		},
	};
}
