import { randomUUID } from "node:crypto";
import { getDataframeLine, type Transmitter } from "@allye/transmitter";
import type { Message, NodeState, TransmitterSettings } from "../../contract";
import type { HeldTable } from "../tables/held-table";
import type { TableDirectory } from "../tables/table-directory";
import { counted, errorMessage, message } from "./message";
import type { Outputs, Widget, WidgetHost, WidgetState } from "./widget";
import { Work } from "./work";

export interface TransmitterContext {
	readonly transmitter: Transmitter;
	readonly directory: TableDirectory;
}

/** Sends its input to Python when it is told to; by itself only where that is switched on, when another table comes. */
export class TransmitterWidget implements Widget<TransmitterSettings> {
	readonly missingColumns = [];
	readonly outputs: Outputs = {};
	#input: HeldTable | null = null;
	#settings: TransmitterSettings;
	/** What it sends under where the settings have no name: another one after each send. */
	#madeUp = madeUpName();
	#work: { readonly work: Work; readonly name: string } | null = null;
	#failed: Message | null = null;
	#sent: (NonNullable<NodeState["sent"]> & { rows: number; warnings: readonly string[] }) | null = null;
	#timer: NodeJS.Timeout | undefined;
	#settled: Promise<void> = Promise.resolve();

	constructor(
		settings: TransmitterSettings,
		private readonly context: TransmitterContext,
		private readonly host: WidgetHost,
	) {
		this.#settings = settings;
	}

	get state(): WidgetState {
		const messages = this.#messages();
		const worst = (["error", "warning"] as const).find((severity) =>
			messages.some((each) => each.severity === severity),
		);
		const tableName = this.#name;
		const version = this.context.directory.versions(tableName).length + 1;
		const sent = this.#sent;
		return {
			status: this.#work !== null ? "working" : (worst ?? (sent === null ? "idle" : "ready")),
			summary: this.#summary(),
			messages,
			progress: this.#work?.work.progress ?? null,
			sends: { tableName, version },
			...(sent && { sent: { tableName: sent.tableName, id: sent.id, pythonLine: sent.pythonLine } }),
		};
	}

	/** Ends when no send is under way. */
	get settled(): Promise<void> {
		return this.#settled;
	}

	setInput(input: HeldTable | null): void {
		if (input === this.#input) return;
		this.#input = input;
		if (input !== null && this.#settings.sendAutomatically) this.send();
		this.host.changed();
	}

	setSettings(settings: TransmitterSettings): void {
		this.#settings = settings;
		this.host.changed();
	}

	tablesChanged(): void {
		this.host.changed();
	}

	/** Sends the input; a send that is under way is given up for it. */
	send(): void {
		this.#work?.work.cancel();
		this.#failed = null;
		const table = this.#input?.loaded ?? null;
		if (table === null) {
			this.#failed = this.#nothingToSend();
			this.host.changed();
			return;
		}
		const { transport, maxShmBytes, ttlSeconds } = this.#settings;
		const tableName = this.#name;
		const work = new Work();
		this.#work = { work, name: tableName };
		clearInterval(this.#timer);
		this.#timer = setInterval(() => this.host.changed(), 200);
		this.#settled = this.context.transmitter
			.send(table, {
				tableName,
				transport,
				maxShmBytes,
				ttlSeconds: ttlSeconds ?? undefined,
				signal: work.signal,
				onProgress: (progress) => work.update(progress),
			})
			.then(async ({ id, event, warnings }) => {
				const { secretDir } = this.context.transmitter;
				const line = getDataframeLine(tableName, event.producer, secretDir);
				this.#sent = { tableName, id, pythonLine: line, rows: table.rowCount, warnings };
				this.#madeUp = madeUpName();
				await this.context.directory.refresh().catch(() => {});
			})
			.catch((error: unknown) => {
				if (this.#work?.work !== work) return;
				this.#failed = work.signal.aborted
					? message("information", "cancelled", { name: tableName }, `Sending ${tableName} was cancelled.`)
					: errorMessage(error);
			})
			.finally(() => {
				if (this.#work?.work !== work) return;
				this.#work = null;
				clearInterval(this.#timer);
				this.host.changed();
			});
		this.host.changed();
	}

	cancel(): void {
		this.#work?.work.cancel();
	}

	retry(): void {
		this.send();
	}

	dispose(): void {
		this.#work?.work.cancel();
		clearInterval(this.#timer);
		this.#work = null;
		this.#input = null;
		this.host.changed = () => {};
	}

	get #name(): string {
		return this.#settings.tableName.trim() || this.#madeUp;
	}

	#nothingToSend(): Message {
		if (this.#input === null)
			return message(
				"warning",
				"no-input",
				{},
				"There is nothing to send yet. Connect a widget that has data.",
			);
		return message(
			"warning",
			"lazy-input",
			{},
			"The table's columns stay on disk, so it cannot be sent. Load all of it, or a sample.",
		);
	}

	#summary(): Message | null {
		if (this.#work !== null)
			return message("information", "sending", { name: this.#work.name }, `Sending ${this.#work.name}`);
		if (this.#sent !== null) {
			const { tableName: name, rows } = this.#sent;
			return message("information", "sent", { name, rows }, `Sent ${counted(rows, "row")} as ${name}`);
		}
		if (this.#input === null) return message("information", "no-input", {}, "No data yet");
		const { rowCount, variables } = this.#input.info;
		return message(
			"information",
			"table-shape",
			{ rows: rowCount, columns: variables.length },
			`${counted(rowCount, "row")} · ${counted(variables.length, "column")}`,
		);
	}

	#messages(): Message[] {
		const warnings = (this.#sent?.warnings ?? []).map((text) =>
			message("information", "send-warning", { text }, text),
		);
		return this.#work === null && this.#failed !== null ? [this.#failed, ...warnings] : warnings;
	}
}

/** As Python makes names up: seconds since 1970, and eight digits that nobody else has. */
const madeUpName = (): string => `table_${Math.floor(Date.now() / 1000)}_${randomUUID().slice(0, 8)}`;
