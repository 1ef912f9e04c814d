import { ScatterChart } from "lucide-react";
import type { PanelProps } from "../panels";
import { EmptyState } from "../parts/empty-state";
import { MessageList } from "../parts/message-list";
import { NoInput } from "../parts/no-input";
import { useWords } from "../words/use-words";
import { ScatterPlot } from "./scatter-plot";
import "./scatter-plot.css";

/** Points of two columns; what is drawn round is the output. */
export default function ScatterPlotPanel({ node, state }: PanelProps<"scatter-plot">) {
	const { say } = useWords();
	const { input } = state;
	const lazySaid = state.messages.some(({ key }) => key === "lazy-input");
	return (
		<div className="scatter-plot">
			<MessageList messages={state.messages} />
			{input === null ? (
				<NoInput id={node.id} icon={ScatterChart} />
			) : input.isLazy ? (
				!lazySaid && <EmptyState icon={ScatterChart} title={say("plot.lazy")} />
			) : (
				<ScatterPlot node={node} table={input} pickedRows={state.outputs.selected?.rowCount ?? 0} />
			)}
		</div>
	);
}
