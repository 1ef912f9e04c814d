import {
	checkTtl,
	preloadEvents,
	resolveSecretDir,
	runTransfer,
	type SecretDir,
	type Transport,
} from "@allye/protocol";
import { AllyeError, throwIfAborted } from "@allye/protocol/contract";
import { createFileTransport, unfinishedPayloadFiles } from "@allye/transport-file";
import { createShmTransport } from "@allye/transport-shm";
import { type ArrowCompression, chooseCompression } from "./choose-compression";
import { chooseTransport } from "./choose-transport";
import type { SendInput, SendOptions, SendResult, Transmitter, TransmitterOptions } from "./transmitter";

/**
 * A Transmitter into one secret directory, which is made at the first send.
 *
 * @throws INVALID_ARGUMENT for options that make no sense
 */
export function createTransmitter(options: TransmitterOptions = {}): Transmitter {
	return new ManifestTransmitter(options);
}

/** Loaded when it is needed: a program that may send pays for Arrow when it does. */
const preparing = () => import("./prepare-table");

/** A file that nobody has written to for so long is nobody's. */
const DEAD_AFTER_MS = 24 * 60 * 60 * 1000;

class ManifestTransmitter implements Transmitter {
	readonly #dir: SecretDir;
	readonly #producer: string;
	readonly #compression: ArrowCompression;
	readonly #transports: readonly Transport[];
	#hasLookedAround = false;

	constructor({ secretDir, producer = "allye", compression, transports }: TransmitterOptions) {
		if (producer === "")
			throw new AllyeError("INVALID_ARGUMENT", 'producer must not be empty; leave it out for "allye".');
		this.#dir = resolveSecretDir({ secretDir });
		this.#producer = producer;
		this.#compression = chooseCompression(compression);
		this.#transports = transports ?? [createFileTransport(), createShmTransport()];
	}

	get secretDir(): string {
		return this.#dir.path;
	}

	async preload(): Promise<void> {
		const [{ preloadWriting }] = await Promise.all([preparing(), preloadEvents()]);
		await preloadWriting();
	}

	async send(input: SendInput, options: SendOptions = {}): Promise<SendResult> {
		const { signal } = options;
		throwIfAborted(signal, "Sending");
		const ttlSec = checkTtl(options.ttlSeconds);
		const { payloadByteBound, preparedSha256, prepareTable, writePrepared } = await preparing();
		const table = await prepareTable(input, signal);
		const { transport, maxBytes, warning } = chooseTransport(
			this.#transports,
			() => payloadByteBound(table),
			options,
		);
		const metadata = { ...options.metadata, sender_pid: process.pid };
		const { event, warnings } = await runTransfer(this.#dir, transport, {
			tableName: options.tableName,
			producer: this.#producer,
			ttlSec,
			maxBytes,
			signal,
			durable: options.durable,
			metadata: transport.supports.outlivesSender
				? metadata
				: { ...metadata, shm_unlink_on_read: options.shmUnlinkOnRead ?? true },
			write: async (sink) => {
				// A stream goes to memory, where compressing it would only cost time: Python doesn't either.
				const compression = transport.format === "file" ? this.#compression : null;
				await writePrepared(table, sink, { ...options, format: transport.format, compression });
				return { shape: table.shape, schemaSha256: preparedSha256(table) };
			},
		});
		return {
			tableName: event.table_name,
			id: event.id,
			event,
			warnings: [...(warning ? [warning] : []), ...warnings, ...(await this.#leftByOthers())],
		};
	}

	/** What writers that died left behind, at the first send only. It may not make a send fail that was acknowledged. */
	async #leftByOthers(): Promise<string[]> {
		if (this.#hasLookedAround) return [];
		this.#hasLookedAround = true;
		const { length } = await unfinishedPayloadFiles(this.#dir.path, DEAD_AFTER_MS).catch(() => []);
		if (length === 0) return [];
		return [
			`${length === 1 ? "A payload was" : `${length} payloads were`} never finished, for their senders died. allye gc lists what can go.`,
		];
	}
}
