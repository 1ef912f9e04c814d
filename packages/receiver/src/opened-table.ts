import type { ArrowPayload, DecodeOptions, RowRange, Schema } from "@allye/arrow-ipc";
import {
	type ColumnReason,
	type Domain,
	inferDomain,
	LazyOrangeTable,
	loadOrangeTable,
	type OrangeTable,
} from "@allye/orange-table";
import {
	AllyeError,
	type ByteSource,
	type LocateOptions,
	type ManifestEvent,
	type PayloadRef,
	type Transport,
	throwIfAborted,
} from "@allye/protocol";
import type { Table as ArrowTable } from "apache-arrow";
import { columnIndices, countWithin, isWhole, rowsWithin } from "./asked-part";
import type { Estimate } from "./estimate";
import { GrowingOrangeTable } from "./growing-table";
import type { HeldSources } from "./held-sources";
import type { KeptDomains } from "./kept-domains";
import { type Limits, memoryError } from "./limits";
import { loadArrowTable } from "./load-arrow-table";
import { LoadCosts } from "./load-costs";
import { type Profile, type ProfileOptions, profileTable } from "./profile";
import { readBatches } from "./read-batches";
import type {
	BatchesOptions,
	DomainOptions,
	EstimateOptions,
	GrowingOptions,
	HeadOptions,
	IncomingTable,
	LazyOptions,
	LoadOptions,
	SampleOptions,
} from "./receiver";
import { sampledColumns } from "./sampled-columns";
import { settleOnAbort } from "./settle-on-abort";

/** What an opened table shares with its receiver. */
export interface OpenContext {
	locate: LocateOptions;
	unlinkSharedMemory: boolean;
	limits: Limits;
	/** Shared memory that is held open, by event. */
	held: HeldSources;
	/** Domains that were inferred before, of whichever table, by event and options. */
	domains: KeptDomains;
	onClose(incoming: IncomingTable): void;
}

/** A table of a manifest's event, whose metadata has been read. */
export class OpenedTable implements IncomingTable {
	readonly #costs: LoadCosts;
	readonly #shapeWarnings: readonly string[];
	#loadWarnings: readonly string[] = [];
	#reasons: ReadonlyMap<string, string> = new Map();
	#columnReasons: ReadonlyMap<string, ColumnReason> = new Map();
	#wasLoadedWhole = false;
	#closed = false;

	constructor(
		readonly event: ManifestEvent,
		private readonly payloadRef: PayloadRef,
		private readonly source: ByteSource,
		readonly payload: ArrowPayload,
		private readonly transport: Transport,
		private readonly context: OpenContext,
	) {
		this.#costs = new LoadCosts(payload, source.size, context.limits, event.table_name);
		this.#shapeWarnings = shapeWarnings(payloadRef, payload);
	}

	get schema(): Schema {
		return this.payload.schema;
	}

	get rowCount(): number {
		return this.payload.rowCount;
	}

	get reasons(): ReadonlyMap<string, string> {
		return this.#reasons;
	}

	get columnReasons(): ReadonlyMap<string, ColumnReason> {
		return this.#columnReasons;
	}

	get warnings(): readonly string[] {
		return [...this.#shapeWarnings, ...this.#loadWarnings];
	}

	async estimate(options: EstimateOptions = {}): Promise<Estimate> {
		this.#checkOpen();
		return this.#costs.estimate(options);
	}

	async head(n: number, options: HeadOptions = {}): Promise<OrangeTable> {
		const rows = { start: 0, end: this.#count(n, "head") };
		return this.#work("Loading the first rows of", options, () => this.#load({ ...options, rows }));
	}

	async load(options: LoadOptions = {}): Promise<OrangeTable> {
		return this.#work("Loading", options, async () => {
			const table = await this.#load(options);
			if (this.#isWhole(options)) {
				this.#wasLoadedWhole = true;
				if (this.context.unlinkSharedMemory) await this.#unlinkIfAsked();
			}
			return table;
		});
	}

	async releaseSharedMemory(): Promise<void> {
		if (!this.#wasLoadedWhole)
			throw new AllyeError(
				"INVALID_ARGUMENT",
				`${JSON.stringify(this.event.table_name)} was not loaded whole, so its shared memory stays. Load all of it first.`,
			);
		await this.#unlinkIfAsked();
	}

	async sample(n: number, options: SampleOptions = {}): Promise<OrangeTable> {
		const end = this.#count(n, "sample");
		return this.#work("Sampling", options, async () => {
			await this.#costs.refuseTooLarge({ ...options, rows: { start: 0, end } });
			const sampled = await sampledColumns(this.payload, end, options);
			const table = await this.#map(sampled.columns, { ...options, rows: sampled.rows }, end);
			this.#loadWarnings = [...this.#loadWarnings, ...sampled.warnings];
			return table;
		});
	}

	async *batches(options: BatchesOptions = {}): AsyncGenerator<OrangeTable, void, undefined> {
		yield* this.#batches(options);
		if (this.#isWhole(options) && this.context.unlinkSharedMemory) await this.#unlinkIfAsked();
	}

	async *#batches(options: BatchesOptions): AsyncGenerator<OrangeTable, void, undefined> {
		this.#checkOpen();
		const rows = this.#rowsWithin(options.rows);
		const domain = options.domain ?? (await this.domain({ ...options, onProgress: undefined }));
		const { loadedBytes } = await this.#costs.estimate(options);
		const rowBytes = Math.max(1, loadedBytes / Math.max(1, rows.end - rows.start));
		const pieces = readBatches(this.payload, {
			...options,
			rows,
			domain,
			rowBytes,
			totalBytes: this.source.size,
		});
		try {
			for (;;) {
				const next = await this.#work("Loading", options, () => pieces.next());
				if (next.done) return;
				yield next.value;
			}
		} finally {
			// Not awaited: after an abort it waits for a codec in the middle of a buffer.
			pieces.return().catch(() => {});
		}
	}

	async domain(options: DomainOptions = {}): Promise<Domain> {
		const { exact = false, columns, restoreDomain = true } = options;
		const key = JSON.stringify([this.event.id, exact, restoreDomain, columns ?? null]);
		const inferred = await this.context.domains.get(key, () => {
			const { onProgress: _, ...decodeOptions } = this.#decodeOptions(options);
			const totalBytes = this.source.size;
			return this.#work("Finding the Domain of", options, () =>
				inferDomain(this.payload, {
					...decodeOptions,
					exact,
					columns,
					restoreDomain,
					onProgress: options.onProgress && ((done) => options.onProgress?.({ ...done, totalBytes })),
				}),
			);
		});
		this.#reasons = inferred.reasons;
		this.#columnReasons = inferred.columnReasons;
		return inferred.domain;
	}

	async growing({ method = "head", seed = 0, ...options }: GrowingOptions = {}): Promise<GrowingOrangeTable> {
		const domain = options.domain ?? (await this.domain(options));
		const { table: empty } = await loadOrangeTable(this.payload, { domain, rows: { start: 0, end: 0 } });
		const columns = empty.columns.map(({ variable }) => variable.name);
		const settings = {
			method,
			seed,
			domain,
			label: this.event.table_name,
			totalBytes: this.source.size,
			check: (end: number, allowLarge?: boolean) =>
				this.#costs.refuseTooLarge({ columns, rows: { start: 0, end }, allowLarge }),
		};
		return new GrowingOrangeTable(this.payload, settings, empty);
	}

	async profile(options: ProfileOptions = {}): Promise<Profile> {
		return this.#work("Profiling", options, () => profileTable(this, (part) => this.#batches(part), options));
	}

	async lazy({ cacheBytes, ...options }: LazyOptions = {}): Promise<LazyOrangeTable> {
		const domain = options.domain ?? (await this.domain(options));
		return new LazyOrangeTable(this.payload, { domain, cacheBytes });
	}

	async arrow(options: LoadOptions = {}): Promise<ArrowTable> {
		return this.#work("Loading", options, async () => {
			await this.#costs.refuseTooLarge(options);
			const columns = this.#columnIndices(options.columns);
			return loadArrowTable(this.payload, { ...this.#decodeOptions(options), columns });
		});
	}

	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		this.context.onClose(this);
		await this.source.close();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}

	/** Work that settles as soon as the signal fires, and whose failures are AllyeErrors. */
	async #work<T>(what: string, { signal }: { signal?: AbortSignal }, work: () => Promise<T>): Promise<T> {
		this.#checkOpen();
		try {
			return await settleOnAbort(signal, `${what} ${this.event.table_name}`, work);
		} catch (error) {
			throw memoryError(error);
		}
	}

	async #load(options: LoadOptions): Promise<OrangeTable> {
		const rows = this.#rowsWithin(options.rows);
		await this.#costs.refuseTooLarge(options);
		return this.#map(this.payload, { ...options, rows }, rows.end - rows.start);
	}

	async #map(
		columns: Parameters<typeof loadOrangeTable>[0],
		options: LoadOptions,
		totalRows: number,
	): Promise<OrangeTable> {
		const { signal, onProgress } = options;
		const totalBytes = this.source.size;
		const { table, reasons, columnReasons, warnings } = await loadOrangeTable(columns, {
			columns: options.columns,
			rows: options.rows,
			domain: options.domain,
			overrides: options.overrides,
			restoreDomain: options.restoreDomain,
			signal,
			onProgress: onProgress && ((done) => onProgress({ ...done, totalRows, totalBytes })),
		});
		throwIfAborted(signal, `Loading ${this.event.table_name}`);
		this.#reasons = reasons;
		this.#columnReasons = columnReasons;
		this.#loadWarnings = warnings;
		return table;
	}

	#decodeOptions({ rows, signal, onProgress }: LoadOptions): DecodeOptions & { rows: RowRange } {
		const range = this.#rowsWithin(rows);
		const totalRows = range.end - range.start;
		const totalBytes = this.source.size;
		return {
			rows: range,
			signal,
			onProgress: onProgress && ((done) => onProgress({ ...done, totalRows, totalBytes })),
		};
	}

	#rowsWithin(rows: RowRange | undefined): RowRange {
		return rowsWithin(this.rowCount, rows);
	}

	#count(n: number, call: string): number {
		return countWithin(this.rowCount, n, call);
	}

	#columnIndices(names: readonly string[] | undefined): number[] {
		return columnIndices(this.schema, names, this.event.table_name);
	}

	#isWhole(part: LoadOptions): boolean {
		return isWhole(this.payload, part);
	}

	async #unlinkIfAsked(): Promise<void> {
		if (this.transport.supports.outlivesSender) return;
		if (this.event.metadata.shm_unlink_on_read !== true) return;
		if (!this.context.held.takeRemoval(this.event.id)) return;
		try {
			await this.transport.remove(this.payloadRef, this.context.locate);
		} catch (error) {
			// The table is loaded: failing now would take it away from the caller, and a retry could not do better.
			const reason = error instanceof Error ? error.message : String(error);
			this.#loadWarnings = [...this.#loadWarnings, `The shared memory could not be removed: ${reason}`];
		}
	}

	#checkOpen(): void {
		if (this.#closed) throw new AllyeError("CLOSED", `${this.event.table_name} was closed. Open it again.`);
	}
}

function shapeWarnings({ shape }: PayloadRef, payload: ArrowPayload): string[] {
	const rows = payload.rowCount;
	const columns = payload.columns.length;
	if (shape[0] === rows && shape[1] === columns) return [];
	return [
		`The manifest says ${shape[0]} rows × ${shape[1]} columns; the payload has ${rows} × ${columns}, which is what is read.`,
	];
}
