import { CircleCheck } from "lucide-react";
import type { NodeState } from "../../contract";
import { Switch } from "../parts/switch";
import { useCanvas } from "../store/use-canvas";
import { useWords } from "../words/use-words";
import { type ReceiverNode, setReceiver } from "./receiver-node";
import "./load-result.css";

/** What was loaded last, and how long it took. */
export function LoadResult({ state, node }: { state: NodeState; node: ReceiverNode }) {
	const { say, format } = useWords();
	const { loaded } = state;
	const table = state.outputs.data;
	const isShared = useCanvas(
		({ tables }) =>
			tables?.some(
				({ tableName, isSharedMemory }) => isSharedMemory && tableName === node.settings.tableName,
			) ?? false,
	);
	return (
		<div className="load-result">
			{loaded !== undefined && table !== undefined && (
				<p className="load-result-words figures">
					<CircleCheck size={14} aria-hidden />
					{table.isLazy
						? say("receiver.result.browse", { name: loaded.tableName, rows: table.rowCount })
						: say(table.ofRows === null ? "receiver.result" : "receiver.result.part", {
								name: loaded.tableName,
								rows: table.rowCount,
								columns: table.variables.length,
								total: table.ofRows ?? table.rowCount,
								time: format.duration(loaded.milliseconds),
							})}
				</p>
			)}
			{(isShared || node.settings.keepAsFile) && (
				<Switch
					label={say("receiver.keep.always")}
					checked={node.settings.keepAsFile}
					onChange={(keepAsFile) => setReceiver(node.id, { keepAsFile })}
				/>
			)}
		</div>
	);
}
