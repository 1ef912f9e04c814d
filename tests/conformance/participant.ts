import { describeTable, type Participant } from "@allye/conformance";
import { createReceiver } from "@allye/receiver";
import { createTransmitter } from "@allye/transmitter";

/** The Receiver and the Transmitter of this repository at work in one secret directory, beside Python. */
export function participantAt(secretDir: string): Participant {
	const receiver = createReceiver({ secretDir });
	const transmitter = createTransmitter({ secretDir });
	return {
		tables: async (producer) => (await receiver.tables({ producer })).flatMap(({ ready }) => ready ?? []),
		history: (tableName) => receiver.history(tableName),
		load: async (tableName, producer) => {
			await using incoming = await receiver.open(tableName, { producer, evenIfExpired: true });
			return describeTable(await incoming.load({ restoreDomain: false }));
		},
		send: (rows, options) => transmitter.send(rows, options),
		[Symbol.asyncDispose]: () => receiver.close(),
	};
}
