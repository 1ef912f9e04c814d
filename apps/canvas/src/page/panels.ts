import { type ComponentType, lazy } from "react";
import type { NodeState, WidgetName, WorkflowNode } from "../contract";

/** What a panel is given: its node as it stands in the workflow, and what the node does now. */
export interface PanelProps<Widget extends WidgetName = WidgetName> {
	readonly node: Extract<WorkflowNode, { widget: Widget }>;
	readonly state: NodeState;
}

/** The panel of each widget; it is fetched when it is first opened. */
export const PANELS: { readonly [Widget in WidgetName]: ComponentType<PanelProps<Widget>> } = {
	receiver: lazy(() => import("./receiver/receiver-panel")),
	"data-table": lazy(() => import("./data-table/data-table-panel")),
	"scatter-plot": lazy(() => import("./scatter-plot/scatter-plot-panel")),
	distributions: lazy(() => import("./distributions/distributions-panel")),
	transmitter: lazy(() => import("./transmitter/transmitter-panel")),
};
