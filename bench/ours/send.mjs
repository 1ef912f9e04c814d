import { rmSync } from "node:fs";
import { join } from "node:path";
import { createReceiver } from "@allye/receiver";
import { createTransmitter } from "@allye/transmitter";

/** Sends an Orange Table by file until it is announced as ready. */
export default async function send({ table: { secretDir, tableName }, scratch, durable }) {
	const incoming = await createReceiver({ secretDir }).open(tableName);
	const table = await incoming.load({ allowLarge: true });
	await incoming.close();
	const transmitter = createTransmitter({ secretDir: scratch });
	// Modules are loaded before, as the peers' are.
	await transmitter.preload();
	return {
		work: () => transmitter.send(table, { tableName: "sent", transport: "file", durable }),
		after: ({ id }) => rmSync(join(scratch, "payloads", `${id}.arrow`)),
	};
}
