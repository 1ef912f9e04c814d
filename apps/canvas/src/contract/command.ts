import type { LoadChoice } from "./receiver-settings";
import type { OutputName, SettingsOf, WidgetName, Workflow } from "./workflow";

/** What the page can ask for: POST api/commands, one as JSON, at most 64 KiB. Changes of the workflow can be undone. */
export type Command =
	| { type: "add-node"; id: string; widget: WidgetName; position: { x: number; y: number } }
	| { type: "move-nodes"; positions: Record<string, { x: number; y: number }> }
	| { type: "rename-node"; id: string; title: string }
	| { type: "delete"; nodes: string[]; links: string[] }
	| { type: "add-link"; id: string; from: string; output: OutputName; to: string }
	| { type: "set"; id: string; settings: Partial<SettingsOf<WidgetName>> }
	| { type: "undo" }
	| { type: "redo" }
	/** Look again at the secret directory, which is watched anyway. */
	| { type: "refresh" }
	/** Open a saved workflow in place of this one. */
	| { type: "open-workflow"; workflow: Workflow }
	/** Receiver: load what is chosen. It becomes the node's settings `load` (without allowLarge) and `source`. */
	| { type: "load"; id: string; load: LoadChoice }
	/** Receiver: copy a table out of shared memory into a file. */
	| { type: "keep"; id: string; tableName: string; producer: string }
	/** Transmitter: send now. */
	| { type: "send"; id: string }
	/** Stop the load or send of a node. */
	| { type: "cancel"; id: string }
	/** Do again what failed last. */
	| { type: "retry"; id: string }
	/** A table to try without Python: sends iris into the secret directory, as if Python had. */
	| { type: "send-sample-table" };

export type CommandAnswer = { ok: true } | { ok: false; error: { code: string; message: string } };
