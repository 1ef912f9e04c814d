import { OrangeTable } from "@allye/orange-table";
import { createReceiver } from "@allye/receiver";
import { createTransmitter } from "@allye/transmitter";

/** Sends a table of floats by shared memory, and loads it again, which frees it. */
export default async function sendShm({ scratch, rows, columns }) {
	const names = Array.from({ length: columns }, (_, i) => `c${i}`);
	const table = OrangeTable.fromRows(
		Array.from({ length: rows }, () => Object.fromEntries(names.map((name) => [name, Math.random()]))),
	);
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
