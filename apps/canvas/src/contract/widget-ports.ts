import type { OutputName, WidgetName } from "./workflow";

/** What a widget takes and gives. A node has one input at most: a second link to it takes the place of the first. */
export interface WidgetPorts {
	readonly hasInput: boolean;
	/** The first is the one that a link is made from by default. */
	readonly outputs: readonly OutputName[];
}

export const WIDGET_PORTS: Readonly<Record<WidgetName, WidgetPorts>> = {
	receiver: { hasInput: false, outputs: ["data"] },
	"data-table": { hasInput: true, outputs: ["selected", "data"] },
	"scatter-plot": { hasInput: true, outputs: ["selected", "data"] },
	distributions: { hasInput: true, outputs: ["selected", "data"] },
	transmitter: { hasInput: true, outputs: [] },
};
