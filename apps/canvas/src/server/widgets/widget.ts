import type { NodeState, OutputName } from "../../contract";
import type { HeldTable } from "../tables/held-table";

export type Outputs = Readonly<Partial<Record<OutputName, HeldTable>>>;

/** What one node does: computes outputs from its input and its settings. The canvas gives it both, and passes its outputs on. */
export interface Widget<Settings = unknown> {
	/** All but `input` and `outputs`, which the canvas knows. */
	readonly state: WidgetState;
	readonly outputs: Outputs;
	/** Columns that the settings name and the input has not. */
	readonly missingColumns: readonly string[];
	setInput(input: HeldTable | null): void;
	setSettings(settings: Settings): void;
	/** The tables of the secret directory changed. */
	tablesChanged?(): void;
	cancel(): void;
	retry(): void;
	dispose(): void;
}

export type WidgetState = Omit<NodeState, "input" | "outputs">;

/** What a widget tells the canvas. */
export interface WidgetHost {
	/** Its state or its outputs are others now. */
	changed(): void;
}
