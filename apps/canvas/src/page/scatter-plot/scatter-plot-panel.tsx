import type { PanelProps } from "../panels";

export default function ScatterPlotPanel({ node }: PanelProps<"scatter-plot">) {
	return <p>{node.title}</p>;
}
