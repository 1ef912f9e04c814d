import { createReceiver } from "@allye/receiver";

/** The work of opening a table, doing something with it, and closing it. Modules are loaded before, as the peers' are. */
export async function withOpened({ secretDir, tableName }, act) {
	const receiver = createReceiver({ secretDir });
	await receiver.preload();
	return {
		async work() {
			const incoming = await receiver.open(tableName);
			try {
				return await act(incoming);
			} finally {
				await incoming.close();
			}
		},
	};
}
