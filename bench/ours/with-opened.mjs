import { createReceiver } from "@allye/receiver";

/** The work of opening a table, doing something with it, and closing it. */
export function withOpened({ secretDir, tableName }, act) {
	const receiver = createReceiver({ secretDir });
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
