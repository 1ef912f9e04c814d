import { ScatterChart } from "lucide-react";
import type { PanelProps } from "../panels";
import { MessageList } from "../parts/message-list";
import { NoInput } from "../parts/no-input";
import { ScatterPlot } from "./scatter-plot";
import "./scatter-plot.css";

/** Points of two columns; what is drawn round is the output. */
export default function ScatterPlotPanel({ node, state }: PanelProps<"scatter-plot">) {
	const { input } = state;
	return (
		<div className="scatter-plot">
			<MessageList messages={state.messages} />
			{input === null ? (
				<NoInput id={node.id} icon={ScatterChart} />
			) : (
				<ScatterPlot node={node} table={input} pickedRows={state.outputs.selected?.rowCount ?? 0} />
			)}
		</div>
	);
}
