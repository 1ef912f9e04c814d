import { existsSync } from "node:fs";
import {
	AllyeError,
	checkSecretDir,
	isAllyeError,
	isExpired,
	type LocateOptions,
	type ManifestEvent,
	ManifestIndex,
	type PayloadRef,
	resolveSecretDir,
	type TableEntry,
	type Transport,
	watchManifest,
} from "@allye/protocol";
import { createFileTransport } from "@allye/transport-file";
import { createShmTransport } from "@allye/transport-shm";
import { HeldSources } from "./held-sources";
import { KeptDomains } from "./kept-domains";
import { checkLimits } from "./limits";
import type { OpenedTable } from "./opened-table";
import type {
	IncomingTable,
	KeepOptions,
	OpenOptions,
	Receiver,
	ReceiverOptions,
	SharedMemoryState,
	TablesOptions,
} from "./receiver";

/**
 * A Receiver over one secret directory, which need not exist yet.
 *
 * @throws INVALID_ARGUMENT for options that make no sense
 */
export function createReceiver(options: ReceiverOptions = {}): Receiver {
	return new ManifestReceiver(options);
}

/** What opening a table needs, loaded then and not at the top: a program that only lists tables never pays for Arrow. */
const importOpening = () => import("./open-incoming-table");

class ManifestReceiver implements Receiver {
	readonly #options: ReceiverOptions;
	readonly #dir;
	readonly #index: ManifestIndex;
	readonly #transports: Map<string, Transport>;
	readonly #open = new Set<IncomingTable>();
	readonly #closed = new AbortController();
	/** Kept, for asking for a module again takes as long as reading a small table's metadata. */
	#opening: Awaited<ReturnType<typeof importOpening>> | null = null;
	#isOurs = false;
	readonly #held = new HeldSources();
	readonly #domains = new KeptDomains();

	constructor(options: ReceiverOptions) {
		checkLimits(options.limits);
		this.#options = options;
		this.#dir = resolveSecretDir({ secretDir: options.secretDir });
		this.#index = new ManifestIndex(this.#dir);
		const transports = options.transports ?? [createFileTransport(), createShmTransport()];
		this.#transports = new Map(transports.map((transport) => [transport.name, transport]));
	}

	get secretDir(): string {
		return this.#dir.path;
	}

	async tables({ producer = this.#options.producer }: TablesOptions = {}): Promise<TableEntry[]> {
		await this.#refresh();
		return this.#index.tables({ producer });
	}

	async *watch({ signal, ...options }: TablesOptions & { signal?: AbortSignal } = {}) {
		this.#checkOpen();
		await this.#checkOwner();
		const either = signal ? AbortSignal.any([signal, this.#closed.signal]) : this.#closed.signal;
		// Not what refresh() says has changed: another call may have taken that change in before.
		let seen = -1;
		for await (const _ of watchManifest(this.#dir, { signal: either })) {
			await this.#index.refresh();
			if (either.aborted) return;
			if (this.#index.revision === seen) continue;
			seen = this.#index.revision;
			yield this.#index.tables({ producer: this.#options.producer, ...options });
		}
	}

	async preload(): Promise<void> {
		this.#opening ??= await importOpening();
		await this.#opening.chooseCodecs();
	}

	async history(tableName: string): Promise<ManifestEvent[]> {
		await this.#refresh();
		return this.#index.history(tableName);
	}

	async open(table: string | ManifestEvent, options: OpenOptions = {}): Promise<IncomingTable> {
		// Begins to load while the manifest is read.
		if (this.#opening === null) importOpening().catch(() => {});
		return this.#openEvent(await this.#eventOf(table, options), options);
	}

	/** @throws INVALID_ARGUMENT, TABLE_NOT_FOUND */
	async #eventOf(table: string | ManifestEvent, options: TablesOptions): Promise<ManifestEvent> {
		if (typeof table === "string") return this.#latestReady(table, options);
		if (typeof table?.table_name === "string") return table;
		throw new AllyeError(
			"INVALID_ARGUMENT",
			`A table is opened by its name or by one of its events, not by ${table === null ? null : typeof table}. tables() and history() give both.`,
		);
	}

	async #openEvent(event: ManifestEvent, options: OpenOptions): Promise<OpenedTable> {
		const { transport } = this.#payloadOf(event, options);
		this.#opening ??= await importOpening();
		const incoming = await this.#opening.openIncomingTable(event, transport, {
			locate: this.#locate,
			held: this.#held,
			unlinkSharedMemory: this.#options.unlinkSharedMemory ?? true,
			limits: this.#options.limits ?? {},
			domains: this.#domains,
			onClose: (closed) => this.#open.delete(closed),
		});
		this.#open.add(incoming);
		// The receiver may have been closed meanwhile, and then nobody would close this.
		if (this.#closed.signal.aborted) await incoming.close();
		this.#checkOpen();
		return incoming;
	}

	async hold(event: ManifestEvent): Promise<void> {
		const { payload, transport } = this.#payloadOf(event, { evenIfExpired: true });
		if (transport.supports.outlivesSender || this.#held.has(event.id)) return;
		await this.#held.add(event.id, await transport.open(payload, this.#locate));
		// The receiver may have been closed meanwhile, and then nobody would let it go.
		if (this.#closed.signal.aborted) await this.#held.letGo(event.id);
		this.#checkOpen();
	}

	async letGo(event: ManifestEvent): Promise<void> {
		await this.#held.letGo(event.id);
	}

	async sharedMemory(event: ManifestEvent): Promise<SharedMemoryState | null> {
		this.#checkOpen();
		const { payload } = event;
		const transport = payload && this.#transports.get(payload.transport);
		if (!transport || transport.supports.outlivesSender) return null;
		if (this.#held.has(event.id)) return "held";
		try {
			const source = await transport.open(payload, this.#locate);
			await source.close();
			return "there";
		} catch (error) {
			return isAllyeError(error, "SHM_GONE") ? "gone" : "there";
		}
	}

	async keep(table: string | ManifestEvent, options: KeepOptions = {}): Promise<ManifestEvent> {
		const { keepAsFile } = await import("./keep-as-file");
		const event = await this.#eventOf(table, options);
		if (event.payload && this.#transports.get(event.payload.transport)?.supports.outlivesSender) return event;
		await using incoming = await this.#openEvent(event, { evenIfExpired: true });
		return await keepAsFile(incoming, this.#dir, options, () => this.#checkLatest(event));
	}

	async close(): Promise<void> {
		this.#closed.abort();
		await Promise.all([...this.#open].map((incoming) => incoming.close()));
		await this.#held.close();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}

	get #locate(): LocateOptions {
		return { secretDir: this.secretDir, payloadsAnywhere: this.#options.payloadsAnywhere };
	}

	/** @throws PAYLOAD_MISSING, EXPIRED, TRANSPORT_UNKNOWN, CLOSED */
	#payloadOf(event: ManifestEvent, options: OpenOptions): { payload: PayloadRef; transport: Transport } {
		this.#checkOpen();
		const { payload } = event;
		if (!payload)
			throw new AllyeError(
				"PAYLOAD_MISSING",
				`The latest ready event of ${JSON.stringify(event.table_name)} names no payload. Send the table again, then retry.`,
			);
		if (!options.evenIfExpired && isExpired(payload))
			throw new AllyeError(
				"EXPIRED",
				`${JSON.stringify(event.table_name)} expired at ${payload.expires_at}. ` +
					"Send it again, or open it with evenIfExpired: true while its payload is still there.",
			);
		const transport = this.#transports.get(payload.transport);
		if (!transport)
			throw new AllyeError(
				"TRANSPORT_UNKNOWN",
				`${JSON.stringify(event.table_name)} was sent by ${JSON.stringify(payload.transport)}, which is not known here ` +
					`(known: ${[...this.#transports.keys()].join(", ")}). Send it by file, or update @allye/receiver.`,
			);
		return { payload, transport };
	}

	async #latestReady(
		tableName: string,
		{ producer = this.#options.producer }: TablesOptions,
	): Promise<ManifestEvent> {
		await this.#refresh();
		const event = this.#index.latestReady(tableName, producer);
		if (event) return event;
		throw new AllyeError("TABLE_NOT_FOUND", this.#whyNotFound(tableName, producer));
	}

	/** A copy that is announced after a newer version would hide that version. @throws TABLE_NOT_FOUND */
	async #checkLatest({ id, table_name }: ManifestEvent): Promise<void> {
		await this.#index.refresh();
		if (this.#index.latestReady(table_name)?.id === id) return;
		throw new AllyeError(
			"TABLE_NOT_FOUND",
			`${JSON.stringify(table_name)} has a newer version than the one to keep, which is left as it is. Keep that one, if it is in shared memory.`,
		);
	}

	#whyNotFound(tableName: string, producer: string | undefined): string {
		const name = JSON.stringify(tableName);
		const from = producer === undefined ? "" : ` from producer ${JSON.stringify(producer)}`;
		const entry = this.#index.tables({ producer }).find((each) => each.tableName === tableName);
		if (entry?.latestError) {
			const reason = entry.latestError.metadata.error;
			return `Sending ${name}${from} failed: ${typeof reason === "string" ? reason : "no reason was given"}. Send it again, then retry.`;
		}
		if (entry?.pending) return `${name}${from} is still being written. Retry in a moment.`;
		const known = this.#index.tables({ producer }).filter((each) => each.ready);
		const names = known.slice(0, 5).map((each) => JSON.stringify(each.tableName));
		const there =
			known.length === 0
				? "Nothing has been sent yet"
				: `There is ${names.join(", ")}${known.length > 5 ? ", …" : ""}`;
		return `No table ${name}${from} is ready in ${this.secretDir}. ${there}; if Python sent it elsewhere, give the same secret_dir on both sides.`;
	}

	async #refresh(): Promise<void> {
		this.#checkOpen();
		await this.#checkOwner();
		await this.#index.refresh();
	}

	/** Another user's tables are not read: whoever owns the directory decides what is in them. @throws PERMISSION */
	async #checkOwner(): Promise<void> {
		if (this.#isOurs) return;
		await checkSecretDir(this.#dir);
		this.#isOurs = existsSync(this.secretDir);
	}

	#checkOpen(): void {
		if (this.#closed.signal.aborted)
			throw new AllyeError("CLOSED", "This receiver was closed. Make a new one with createReceiver().");
	}
}
