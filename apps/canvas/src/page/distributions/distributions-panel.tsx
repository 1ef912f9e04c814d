import { ChartColumn } from "lucide-react";
import type { PanelProps } from "../panels";
import { EmptyState } from "../parts/empty-state";
import { MessageList } from "../parts/message-list";
import { NoInput } from "../parts/no-input";
import { useWords } from "../words/use-words";
import { Distributions } from "./distributions";
import "./distributions.css";

/** Bars of one column; the rows of the bars that are clicked are the output. */
export default function DistributionsPanel({ node, state }: PanelProps<"distributions">) {
	const { say } = useWords();
	const { input } = state;
	const lazySaid = state.messages.some(({ key }) => key === "lazy-input");
	return (
		<div className="distributions">
			<MessageList messages={state.messages} />
			{input === null ? (
				<NoInput id={node.id} icon={ChartColumn} />
			) : input.isLazy ? (
				!lazySaid && <EmptyState icon={ChartColumn} title={say("bars.lazy")} />
			) : (
				<Distributions node={node} table={input} pickedRows={state.outputs.selected?.rowCount ?? 0} />
			)}
		</div>
	);
}
