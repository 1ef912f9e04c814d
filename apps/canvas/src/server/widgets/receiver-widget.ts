import { isAllyeError, type ManifestEvent, type Receiver } from "@allye/receiver";
import type { Message, ReceiverSettings } from "../../contract";
import { type Loaded, type LoadPool, type LoadRequest, loadKey, partKey } from "../tables/load-pool";
import { errorText, SHARED_MEMORY, type TableDirectory } from "../tables/table-directory";
import { errorMessage, message, tableShape } from "./message";
import type { Outputs, Widget, WidgetHost, WidgetState } from "./widget";
import { Work } from "./work";

export interface ReceiverContext {
	readonly receiver: Receiver;
	readonly directory: TableDirectory;
	readonly pool: LoadPool;
}

/** What is being done, or failed: a load by the key of its request, or copying a table into a file. */
interface Task {
	readonly label: "loading" | "keeping";
	readonly key: string;
	/** The table's. */
	readonly name: string;
	readonly event: ManifestEvent | null;
	readonly allowLarge: boolean;
}

/**
 * Puts out what its settings say is loaded. A newer version of a table whose latest one is wanted is loaded by itself, within the limits; a
 * load that fails or is cancelled leaves what was loaded before.
 */
export class ReceiverWidget implements Widget<ReceiverSettings> {
	readonly missingColumns = [];
	#settings: ReceiverSettings;
	#loaded: (Loaded & { readonly key: string; readonly part: string; readonly event: ManifestEvent }) | null =
		null;
	#work: (Task & { readonly work: Work }) | null = null;
	/** What begins to load now may be over the limits. */
	#allowsLarge = false;
	/** What did not become of it, and why: it is not tried again by itself. */
	#failed: (Task & { readonly message: Message }) | null = null;
	#timer: NodeJS.Timeout | undefined;
	#settled: Promise<void> = Promise.resolve();

	constructor(
		settings: ReceiverSettings,
		private readonly context: ReceiverContext,
		private readonly host: WidgetHost,
	) {
		this.#settings = settings;
		this.#follow();
	}

	get outputs(): Outputs {
		return this.#loaded === null ? {} : { data: this.#loaded.held };
	}

	get state(): WidgetState {
		const loaded = this.#loaded;
		const work = this.#work;
		const messages = this.#messages();
		const worst = (["error", "warning"] as const).find((severity) =>
			messages.some((each) => each.severity === severity),
		);
		return {
			status: work !== null ? "working" : (worst ?? (loaded === null ? "idle" : "ready")),
			summary: this.#summary(),
			messages,
			progress: work?.work.progress ?? null,
			...(loaded && {
				loaded: {
					tableName: loaded.event.table_name,
					eventId: loaded.event.id,
					milliseconds: loaded.milliseconds,
				},
			}),
		};
	}

	/** Ends when no load is under way. */
	get settled(): Promise<void> {
		return this.#settled;
	}

	/** Whether the latest version of what is to be loaded is loaded. */
	get isLoaded(): boolean {
		const request = this.#request();
		return request !== null && this.#loaded?.key === loadKey(request);
	}

	setInput(): void {}

	setSettings(settings: ReceiverSettings): void {
		this.#settings = settings;
		this.#follow();
		this.host.changed();
	}

	tablesChanged(): void {
		this.#follow();
		this.host.changed();
	}

	/** Loads what the settings say after `change`, again if it failed before. */
	load(allowLarge: boolean, change: () => void = () => {}): void {
		this.#failed = null;
		// The change alone begins the load: it has to know.
		this.#allowsLarge = allowLarge;
		try {
			change();
			this.#follow();
		} finally {
			this.#allowsLarge = false;
		}
		this.host.changed();
	}

	/** Copies the latest version of a table out of shared memory. */
	keep(tableName: string, producer: string): void {
		const event = this.context.directory.latest(tableName, producer);
		const task = {
			label: "keeping",
			key: `keep ${tableName}`,
			name: tableName,
			event,
			allowLarge: false,
		} as const;
		this.#start(task, (work) => this.#keep(event ?? tableName, work));
		this.host.changed();
	}

	cancel(): void {
		this.#work?.work.cancel();
	}

	retry(): void {
		const failed = this.#failed;
		void this.context.directory
			.refresh()
			.catch(() => {})
			.then(() =>
				failed?.label === "keeping" && failed.event !== null
					? this.keep(failed.name, failed.event.producer)
					: this.load(failed?.allowLarge ?? false),
			);
	}

	dispose(): void {
		this.#work?.work.cancel();
		clearInterval(this.#timer);
		this.#work = null;
		this.host.changed = () => {};
	}

	#request(): LoadRequest | null {
		const { source, load: choice, overrides } = this.#settings;
		if (source === null || choice === null) return null;
		const { tableName, producer, eventId } = source;
		const { directory } = this.context;
		const event =
			eventId === null
				? directory.latest(tableName, producer)
				: (directory.versions(tableName).find(({ id }) => id === eventId) ?? null);
		if (event === null) return null;
		return { event, choice, overrides: overrides[event.payload?.schema_sha256 ?? ""] ?? {} };
	}

	/** Brings the output towards what the settings say. */
	#follow(): void {
		const { source, load } = this.#settings;
		if (source === null || load === null) {
			this.#work?.work.cancel();
			this.#loaded = null;
			return;
		}
		const request = this.#request();
		if (request === null) return;
		const key = loadKey(request);
		if (this.#loaded?.key === key || this.#work?.key === key) {
			if (this.#loaded?.key !== key) return;
			if (this.#work?.label === "loading") this.#work.work.cancel();
			// It was about other settings.
			if (this.#failed?.label === "loading") this.#failed = null;
			return;
		}
		if (this.#failed?.key === key) return;
		const there = this.context.pool.loaded(request);
		if (there !== null) {
			this.#work?.work.cancel();
			this.#loaded = { ...there, key, part: partKey(request), event: request.event };
			this.#failed = null;
			return;
		}
		// Other kinds of what is loaded take no more memory than it does.
		const allowLarge = this.#allowsLarge || this.#loaded?.part === partKey(request);
		const { event } = request;
		const task = { label: "loading", key, name: event.table_name, event, allowLarge } as const;
		this.#start(task, (work) => this.#load(request, task, work));
	}

	async #load(request: LoadRequest, { key, allowLarge }: Task, work: Work): Promise<void> {
		const isShm = request.event.payload?.transport === SHARED_MEMORY;
		if (isShm && this.#settings.keepAsFile && this.#settings.source?.eventId === null)
			await this.#keep(request.event, work).catch(() => {});
		const choice = { ...request.choice, allowLarge };
		const loaded = await this.context.pool.load(
			{ ...request, choice },
			{ signal: work.signal, onProgress: (progress) => work.update(progress) },
		);
		// Loading it may have removed it, and it is held now.
		if (isShm) await this.context.directory.look().catch(() => {});
		if (this.#work?.work !== work) return;
		this.#loaded = { ...loaded, key, part: partKey(request), event: request.event };
		this.#failed = null;
	}

	async #keep(table: string | ManifestEvent, work: Work): Promise<void> {
		const { receiver, directory } = this.context;
		await receiver.keep(table, { signal: work.signal, onProgress: (progress) => work.update(progress) });
		await directory.refresh();
	}

	#start(task: Task, run: (work: Work) => Promise<void>): void {
		this.#work?.work.cancel();
		const work = new Work();
		this.#work = { ...task, work };
		clearInterval(this.#timer);
		this.#timer = setInterval(() => this.host.changed(), 200);
		this.#settled = run(work)
			.catch((error: unknown) => {
				if (this.#work?.work !== work) return;
				this.#failed = { ...task, message: this.#failure(error, work, task) };
			})
			.finally(() => {
				if (this.#work?.work !== work) return;
				this.#work = null;
				clearInterval(this.#timer);
				this.#follow();
				this.host.changed();
			});
	}

	#failure(error: unknown, work: Work, { label, name, event }: Task): Message {
		if (work.signal.aborted)
			return message(
				"information",
				"cancelled",
				{ name },
				`Loading ${name} was cancelled. Load it when you like.`,
			);
		const said = errorMessage(error, event ?? undefined);
		const isNewer =
			label === "loading" &&
			this.#loaded !== null &&
			this.#loaded.event.table_name === name &&
			event?.id !== this.#loaded.event.id;
		if (isNewer && isAllyeError(error, "OVER_LIMITS"))
			return message(
				"warning",
				"newer-not-loaded",
				{ ...said.values, name, error: said.text },
				`A newer version of ${name} is too large to be loaded by itself; this is the one before. ${said.text}`,
			);
		// Over the limits is a question to the user, not a failure.
		return isAllyeError(error, "OVER_LIMITS") ? { ...said, severity: "warning" } : said;
	}

	#summary(): Message {
		const { tableName } = this.#settings;
		if (this.#work !== null) {
			const { label, name } = this.#work;
			return message(
				"information",
				label,
				{ name },
				`${label === "loading" ? "Loading" : "Keeping"} ${name}`,
			);
		}
		if (this.#loaded !== null) {
			const { rowCount, variables } = this.#loaded.held.info;
			return tableShape(rowCount, variables.length);
		}
		if (tableName === null) return message("information", "no-table", {}, "Choose a table");
		return message("information", "not-loaded", { name: tableName }, `${tableName} is not loaded`);
	}

	#messages(): Message[] {
		const messages: Message[] = [];
		if (this.#work === null && this.#failed !== null) messages.push(this.#failed.message);
		const { source, load } = this.#settings;
		if (source !== null && load !== null && this.#work === null && this.#request() === null)
			messages.push(this.#notThere(source.tableName));
		const loaded = this.#loaded;
		if (loaded === null) return messages;
		const newer = this.context.directory.newerError(loaded.event.table_name);
		if (newer !== null)
			messages.push(
				message(
					"warning",
					"sender-failed",
					{ name: newer.table_name, error: errorText(newer) },
					`Sending a newer ${newer.table_name} failed: ${errorText(newer)}`,
				),
			);
		for (const text of loaded.warnings) messages.push(message("information", "load-warning", { text }, text));
		return messages;
	}

	#notThere(name: string): Message {
		const { directory, receiver } = this.context;
		const failed = directory.newerError(name);
		const why = failed === null ? "" : ` Sending it failed: ${errorText(failed)}`;
		return {
			severity: "error",
			key: "TABLE_NOT_FOUND",
			values: { name, path: receiver.secretDir },
			text: `No table "${name}" is ready in ${receiver.secretDir}.${why} Send it, and it will be loaded.`,
		};
	}
}
