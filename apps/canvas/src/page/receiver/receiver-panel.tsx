import type { PanelProps } from "../panels";
import { Skeleton } from "../parts/skeleton";
import { useCanvas } from "../store/use-canvas";
import { useWords } from "../words/use-words";
import { ChosenTable } from "./chosen-table";
import { FirstTable } from "./first-table";
import { ReceiverOptions } from "./receiver-options";
import { TableList } from "./table-list";
import { TableSearch } from "./table-search";
import { useListedTables } from "./use-listed-tables";
import { useRefreshKey } from "./use-refresh-key";
import "./receiver-panel.css";

/** What Python sent: found in a list, looked at, and loaded. */
export default function ReceiverPanel({ node, state }: PanelProps<"receiver">) {
	const { say } = useWords();
	const tables = useCanvas((canvas) => canvas.tables);
	const listed = useListedTables(node);
	const panel = useRefreshKey();
	if (tables === null) return <Skeleton lines={8} label={say("loading")} />;
	if (tables.length === 0 && node.settings.tableName === null) return <FirstTable />;
	return (
		<div className="receiver" ref={panel}>
			<div className="receiver-list">
				<TableSearch node={node} />
				<TableList node={node} listed={listed} />
				<ReceiverOptions node={node} />
			</div>
			<ChosenTable node={node} state={state} />
		</div>
	);
}
