import {
	describeTable,
	type Implementation,
	type LoadPartOptions,
	type PartOptions,
} from "@allye/conformance";
import { createReceiver } from "@allye/receiver";
import { createTransmitter } from "@allye/transmitter";
import { describeArrow } from "./describe-arrow";
import { tableOf } from "./table-of";

/** The Receiver and the Transmitter of this repository behind the interface that the suites try. */
export function typescript(secretDir: string): Implementation {
	const receiver = createReceiver({ secretDir, unlinkSharedMemory: false });

	async function opened<Result>(
		tableName: string,
		use: (incoming: Incoming) => Promise<Result>,
	): Promise<Result> {
		await using incoming = await receiver.open(tableName);
		return await use(incoming);
	}

	return {
		transports: process.platform === "win32" ? ["file"] : ["file", "shm"],
		read: (tableName, options?: PartOptions) =>
			opened(tableName, async (incoming) => describeArrow(await incoming.arrow(options))),
		load: (tableName, options?: LoadPartOptions) =>
			opened(tableName, async (incoming) => describeTable(await incoming.load(options))),
		head: (tableName, n, options) =>
			opened(tableName, async (incoming) => describeTable(await incoming.head(n, options))),
		sample: (tableName, n, options) =>
			opened(tableName, async (incoming) => describeTable(await incoming.sample(n, options))),
		async *batches(tableName, options) {
			await using incoming = await receiver.open(tableName);
			for await (const batch of incoming.batches(options)) yield describeTable(batch);
		},
		async send(table, { compression, ...options }) {
			await createTransmitter({ secretDir, compression }).send(tableOf(table), options);
		},
		async [Symbol.asyncDispose]() {
			await receiver.close();
			await removeOwnSharedMemory(secretDir);
		},
	};
}

type Incoming = Awaited<ReturnType<ReturnType<typeof createReceiver>["open"]>>;

/** The suites read a table more than once, so nothing is unlinked before their end. Python unlinks what it made when it ends. */
async function removeOwnSharedMemory(secretDir: string): Promise<void> {
	await using receiver = createReceiver({ secretDir, unlinkSharedMemory: true });
	for (const { tableName, ready } of await receiver.tables({ producer: "allye" })) {
		if (ready?.payload?.transport !== "shm_arrow_stream_v1") continue;
		await using incoming = await receiver.open(tableName, { producer: "allye" }).catch(() => null);
		await incoming?.load();
	}
}
