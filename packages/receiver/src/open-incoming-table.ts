import { type ArrowPayload, type DecodeOptions, openArrow, type Schema } from "@allye/arrow-ipc";
import { loadOrangeTable, type OrangeTable } from "@allye/orange-table";
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
import { chooseCodecs } from "./choose-codecs";
import type { HeadOptions, IncomingTable, LoadOptions } from "./receiver";

interface Context {
	locate: LocateOptions;
	unlinkSharedMemory: boolean;
	onClose(incoming: IncomingTable): void;
}

/** Opens an event's payload and reads its metadata. `event.payload` must not be null. */
export async function openIncomingTable(
	event: ManifestEvent,
	transport: Transport,
	context: Context,
): Promise<OpenedTable> {
	const payloadRef = event.payload as PayloadRef;
	const source = await transport.open(payloadRef, context.locate);
	try {
		const payload = await openArrow(source, { format: transport.format, codecs: await chooseCodecs() });
		return new OpenedTable(event, payloadRef, source, payload, transport, context);
	} catch (error) {
		await source.close();
		throw error;
	}
}

export class OpenedTable implements IncomingTable {
	readonly #shapeWarnings: readonly string[];
	#loadWarnings: readonly string[] = [];
	#reasons: ReadonlyMap<string, string> = new Map();
	#closed = false;

	constructor(
		readonly event: ManifestEvent,
		private readonly payloadRef: PayloadRef,
		private readonly source: ByteSource,
		readonly payload: ArrowPayload,
		private readonly transport: Transport,
		private readonly context: Context,
	) {
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

	get warnings(): readonly string[] {
		return [...this.#shapeWarnings, ...this.#loadWarnings];
	}

	async head(n: number, options: HeadOptions = {}): Promise<OrangeTable> {
		if (!Number.isInteger(n) || n < 0)
			throw new AllyeError("INVALID_ARGUMENT", `head(n) takes a whole number of rows, 0 or more, not ${n}.`);
		return this.#load({ ...options, rows: { start: 0, end: Math.min(n, this.rowCount) } });
	}

	async load(options: LoadOptions = {}): Promise<OrangeTable> {
		const table = await this.#load(options);
		if (this.#isWhole(options)) await this.#unlinkIfAsked();
		return table;
	}

	async arrow(options: LoadOptions = {}): Promise<ArrowTable> {
		this.#checkOpen();
		const columns = this.#columnIndices(options.columns);
		const { toApacheTable } = await import("@allye/arrow-ipc/apache");
		const batches = [];
		for await (const batch of this.payload.batches({ ...this.#decodeOptions(options), columns }))
			batches.push(batch);
		const fields = columns.map((index) => this.schema.fields[index]);
		return toApacheTable({ fields, metadata: this.schema.metadata }, batches);
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

	async #load(options: LoadOptions): Promise<OrangeTable> {
		this.#checkOpen();
		throwIfAborted(options.signal, `Loading ${this.event.table_name}`);
		const { columns, domain, restoreDomain } = options;
		const { table, reasons, warnings } = await loadOrangeTable(this.payload, {
			...this.#decodeOptions(options),
			columns,
			domain,
			restoreDomain,
		});
		throwIfAborted(options.signal, `Loading ${this.event.table_name}`);
		this.#reasons = reasons;
		this.#loadWarnings = warnings;
		return table;
	}

	#decodeOptions({ rows, signal, onProgress }: LoadOptions): DecodeOptions {
		if (
			rows &&
			!(
				Number.isInteger(rows.start) &&
				Number.isInteger(rows.end) &&
				rows.start >= 0 &&
				rows.end >= rows.start
			)
		)
			throw new AllyeError("INVALID_ARGUMENT", `rows must be { start, end } with 0 <= start <= end.`);
		const totalRows = rows ? Math.max(0, Math.min(rows.end, this.rowCount) - rows.start) : this.rowCount;
		const totalBytes = this.source.size;
		return {
			rows,
			signal,
			onProgress: onProgress && ((done) => onProgress({ ...done, totalRows, totalBytes })),
		};
	}

	#columnIndices(names: readonly string[] | undefined): number[] {
		if (!names) return this.schema.fields.map((_, index) => index);
		return names.map((name) => {
			const index = this.schema.fields.findIndex((field) => field.name === name);
			if (index >= 0) return index;
			const known = this.schema.fields.slice(0, 20).map((field) => field.name);
			throw new AllyeError(
				"INVALID_ARGUMENT",
				`${JSON.stringify(this.event.table_name)} has no column ${JSON.stringify(name)}. It has: ${known.join(", ")}.`,
			);
		});
	}

	/** Part of a table must not take the rest away from others. */
	#isWhole({ columns, rows }: LoadOptions): boolean {
		const allColumns = !columns || new Set(columns).size === this.schema.fields.length;
		return allColumns && (!rows || (rows.start === 0 && rows.end >= this.rowCount));
	}

	async #unlinkIfAsked(): Promise<void> {
		if (this.transport.supports.outlivesSender || !this.context.unlinkSharedMemory) return;
		if (this.event.metadata.shm_unlink_on_read !== true) return;
		await this.transport.remove(this.payloadRef, this.context.locate);
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
