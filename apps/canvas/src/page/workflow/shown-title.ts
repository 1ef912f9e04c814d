import type { WidgetName, WorkflowNode } from "../../contract";

/** What the server calls a widget that nobody has named. */
const MADE_UP: Readonly<Record<WidgetName, string>> = {
	receiver: "Receiver",
	"data-table": "Data Table",
	"scatter-plot": "Scatter Plot",
	distributions: "Distributions",
	transmitter: "Transmitter",
};

/** A node's name: as its user wrote it; a made-up one ("Scatter Plot (2)") in the reader's language. */
export function shownTitle(
	{ widget, title }: Pick<WorkflowNode, "widget" | "title">,
	nameOf: (widget: WidgetName) => string,
): string {
	const number = title.startsWith(MADE_UP[widget]) ? title.slice(MADE_UP[widget].length) : null;
	return number !== null && /^( \(\d+\))?$/.test(number) ? nameOf(widget) + number : title;
}
