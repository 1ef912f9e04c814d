import { Table2 } from "lucide-react";
import type { PanelProps } from "../panels";
import { EmptyState } from "../parts/empty-state";
import { MessageList } from "../parts/message-list";
import { useWords } from "../words/use-words";
import { TableBrowser } from "./table-browser";
import "./data-table.css";

/** The rows of the input: sorted, filtered, and picked as the output. */
export default function DataTablePanel({ node, state }: PanelProps<"data-table">) {
	const { say } = useWords();
	return (
		<div className="data-table">
			<MessageList messages={state.messages} />
			{state.input === null ? (
				<EmptyState icon={Table2} title={say("no-input")} />
			) : (
				<TableBrowser node={node} table={state.input} pickedRows={state.outputs.selected?.rowCount ?? 0} />
			)}
		</div>
	);
}
