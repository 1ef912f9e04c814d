import type { NodeState } from "./node-state";
import type { Workflow } from "./workflow";

/** What the server tells every page: GET api/events, server-sent events named after `type`, with the rest as JSON. All come once at the start. */
export type ServerEvent =
	| { type: "workflow"; workflow: Workflow; canUndo: boolean; canRedo: boolean }
	/** States of nodes that changed; null: the node is gone. */
	| { type: "nodes"; nodes: Record<string, NodeState | null> }
	/** The tables of the secret directory, as they are now: the newest 2,000 names, the newest first, of `total`. */
	| { type: "tables"; tables: readonly TableListing[]; total: number }
	| { type: "canvas"; canvas: CanvasInfo };

export interface CanvasInfo {
	readonly secretDir: string;
	/** ALLYE_SECRET_DIR or another way was used: Python needs secret_dir= in every call. */
	readonly isDefaultSecretDir: boolean;
	/** Where the workflow is saved. */
	readonly workflowFile: string;
	readonly version: string;
}

/** A line of the Receiver's list: one table_name of one producer. Times are milliseconds since 1970. */
export interface TableListing {
	readonly tableName: string;
	readonly producer: string;
	/** The one to show; where a newer send is under way or failed, `rows` and the rest are still those of the latest ready one. */
	readonly state: "ready" | "sending" | "sender-died" | "error" | "expired";
	/** Of the latest ready event; null where there is none. */
	readonly eventId: string | null;
	readonly createdAt: number | null;
	readonly rows: number | null;
	readonly columns: number | null;
	readonly bytes: number | null;
	/** The manifest's name, such as file_arrow_ipc_v1. */
	readonly transport: string | null;
	/**
	 * Of shared memory: it vanishes with its sender, or is held by the canvas until that ends, or is gone. Null where it is none.
	 */
	readonly sharedMemory: "there" | "held" | "gone" | null;
	readonly schemaSha256: string | null;
	readonly expiresAt: number | null;
	/** metadata.error of a newer error event. */
	readonly error: string | null;
	/** metadata of the event that is shown, as formatted JSON. */
	readonly metadata: string;
	/** How many ready versions there are. */
	readonly versions: number;
}
