import { Table2 } from "lucide-react";
import type { PanelProps } from "../panels";
import { MessageList } from "../parts/message-list";
import { NoInput } from "../parts/no-input";
import { TableBrowser } from "./table-browser";
import "./data-table.css";

/** The rows of the input: sorted, filtered, and picked as the output. */
export default function DataTablePanel({ node, state }: PanelProps<"data-table">) {
	return (
		<div className="data-table">
			<MessageList messages={state.messages} />
			{state.input === null ? (
				<NoInput id={node.id} icon={Table2} />
			) : (
				<TableBrowser node={node} table={state.input} pickedRows={state.outputs.selected?.rowCount ?? 0} />
			)}
		</div>
	);
}
