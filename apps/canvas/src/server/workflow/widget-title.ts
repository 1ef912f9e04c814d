import type { WidgetName } from "../../contract";

const TITLES: Readonly<Record<WidgetName, string>> = {
	receiver: "Receiver",
	"data-table": "Data Table",
	"scatter-plot": "Scatter Plot",
	distributions: "Distributions",
	transmitter: "Transmitter",
};

/** "Receiver", and "Receiver (2)" where that is taken. */
export function widgetTitle(widget: WidgetName, nodes: readonly { title: string }[]): string {
	const taken = new Set(nodes.map(({ title }) => title));
	const title = TITLES[widget];
	if (!taken.has(title)) return title;
	let n = 2;
	while (taken.has(`${title} (${n})`)) n++;
	return `${title} (${n})`;
}
