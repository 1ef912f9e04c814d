import { describeTable, findPython, interleavingSuite, type Participant } from "@allye/conformance";
import { createReceiver } from "@allye/receiver";
import { createTransmitter } from "@allye/transmitter";
import * as runner from "vitest";

runner.describe.skipIf(!findPython())("the Receiver and the Transmitter", () =>
	interleavingSuite({ runner, factory: participantAt }),
);

function participantAt(secretDir: string): Participant {
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
