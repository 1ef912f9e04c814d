import { ChartColumn } from "lucide-react";
import type { PanelProps } from "../panels";
import { MessageList } from "../parts/message-list";
import { NoInput } from "../parts/no-input";
import { Distributions } from "./distributions";
import "./distributions.css";

/** Bars of one column; the rows of the bars that are clicked are the output. */
export default function DistributionsPanel({ node, state }: PanelProps<"distributions">) {
	const { input } = state;
	return (
		<div className="distributions">
			<MessageList messages={state.messages} />
			{input === null ? (
				<NoInput id={node.id} icon={ChartColumn} />
			) : (
				<Distributions node={node} table={input} pickedRows={state.outputs.selected?.rowCount ?? 0} />
			)}
		</div>
	);
}
