import type { ReceiverSettings } from "./receiver-settings";
import type { RowPick } from "./row-pick";

/** What a node of the workflow is. */
export type WidgetName = "receiver" | "data-table" | "scatter-plot" | "distributions" | "transmitter";

/** Which table of a node travels along a link: all of it, or the rows picked there. */
export type OutputName = "data" | "selected";

/** The document that is saved as a file and restored. Everything a widget remembers is in its settings; no data is. */
export interface Workflow {
	readonly version: 1;
	readonly nodes: readonly WorkflowNode[];
	readonly links: readonly WorkflowLink[];
}

interface NodeOf<Widget extends WidgetName, Settings> {
	/** Unique in the workflow, safe in a URL. */
	readonly id: string;
	readonly widget: Widget;
	/** Shown on the node; made up from the widget's name and renamed by the user. */
	readonly title: string;
	/** Of the upper left corner, pixels of the workflow at zoom 1. */
	readonly position: { readonly x: number; readonly y: number };
	readonly settings: Settings;
}

export type WorkflowNode =
	| NodeOf<"receiver", ReceiverSettings>
	| NodeOf<"data-table", DataTableSettings>
	| NodeOf<"scatter-plot", ScatterPlotSettings>
	| NodeOf<"distributions", DistributionsSettings>
	| NodeOf<"transmitter", TransmitterSettings>;

export type SettingsOf<Widget extends WidgetName> = Extract<WorkflowNode, { widget: Widget }>["settings"];

/** Data runs from an output of one node to the only input of another. */
export interface WorkflowLink {
	readonly id: string;
	readonly from: string;
	readonly output: OutputName;
	readonly to: string;
}

export interface SortKey {
	readonly column: string;
	readonly descending: boolean;
}

/** Rows whose value of a column is in a range, one of some values, contains a text, or is (not) missing. */
export type ColumnFilter =
	| {
			readonly column: string;
			readonly is: "between";
			readonly low: number | null;
			readonly high: number | null;
	  }
	| { readonly column: string; readonly is: "one-of"; readonly values: readonly string[] }
	| { readonly column: string; readonly is: "containing"; readonly text: string }
	| { readonly column: string; readonly is: "missing" | "present" };

/** In which order which rows are shown. */
export interface RowView {
	readonly sort: readonly SortKey[];
	/** All of them must hold. */
	readonly filters: readonly ColumnFilter[];
}

export interface DataTableSettings extends RowView {
	/** Which rows go to "selected". */
	readonly picked: RowPick | null;
}

export interface ScatterPlotSettings {
	/** Names of columns; null: the first ones that fit. */
	readonly x: string | null;
	readonly y: string | null;
	/** "": none. */
	readonly color: string | null;
	/** null or "": none. */
	readonly size: string | null;
	readonly picked: RowPick | null;
}

export interface DistributionsSettings {
	readonly column: string | null;
	/** Bars are split by the values of this Discrete column. */
	readonly splitBy: string | null;
	readonly picked: RowPick | null;
}

export interface TransmitterSettings {
	/** "" makes one up. */
	readonly tableName: string;
	readonly transport: "auto" | "file" | "shm";
	readonly maxShmBytes: number;
	/** Seconds; null: never expires. */
	readonly ttlSeconds: number | null;
	/** Off again whenever a workflow is opened. */
	readonly sendAutomatically: boolean;
}
