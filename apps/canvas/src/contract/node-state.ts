import type { OutputName } from "./workflow";

/** The colour and icon of a node: nothing to do, at work, done, done but look, failed. */
export type NodeStatus = "idle" | "working" | "ready" | "warning" | "error";

/** Something to say, in the reader's language: the page looks the key up in its words, and shows `text` where it has none. */
export interface Message {
	readonly severity: "information" | "warning" | "error";
	/** Such as "payload-missing"; an AllyeError's is its code. */
	readonly key: string;
	readonly values: Readonly<Record<string, string | number>>;
	/** In English: what, where, what to do next. */
	readonly text: string;
}

export interface WorkProgress {
	readonly rows: number;
	readonly totalRows: number;
	readonly bytes: number;
	readonly totalBytes: number;
	/** Milliseconds since it began. */
	readonly elapsedMs: number;
	/** Milliseconds; null where it cannot be told yet. */
	readonly leftMs: number | null;
}

export interface VariableInfo {
	readonly name: string;
	readonly kind: "continuous" | "discrete" | "time" | "string";
	readonly role: "feature" | "target" | "meta";
	/** Of Discrete: in the order of their codes. */
	readonly values?: readonly string[];
	/** Of Continuous: digits to show. */
	readonly numberOfDecimals?: number;
	/** Of Time. */
	readonly haveDate?: boolean;
	readonly haveTime?: boolean;
	readonly timezone?: string;
}

/** A table that the server holds. Its rows are asked for by `id`; it never changes. */
export interface TableInfo {
	readonly id: string;
	readonly name: string;
	readonly rowCount: number;
	/** Attributes, class variables, metas: the order of its columns. */
	readonly variables: readonly VariableInfo[];
	/** Its columns stay on disk: windows and a sample of it can be read, but it cannot be sorted, picked from or sent. */
	readonly isLazy: boolean;
	/** Rows of the table it is a part of; null where it is no part of one. */
	readonly ofRows: number | null;
}

/** What a node is doing and has to show; changes all the time, and is never saved. */
export interface NodeState {
	readonly status: NodeStatus;
	/** One line for the node: see `key` of {@link Message}. */
	readonly summary: Message | null;
	readonly messages: readonly Message[];
	readonly progress: WorkProgress | null;
	readonly input: TableInfo | null;
	readonly outputs: Readonly<Partial<Record<OutputName, TableInfo>>>;
	/** Of a Receiver: which version is loaded, and how long it took. */
	readonly loaded?: { readonly tableName: string; readonly eventId: string; readonly milliseconds: number };
	/** Of a Transmitter: what was sent last, and the line for Python. */
	readonly sent?: { readonly tableName: string; readonly id: string; readonly pythonLine: string };
	/** Of a Transmitter: the name it would send under, and the version that would be (1: a new name). */
	readonly sends?: { readonly tableName: string; readonly version: number };
}
