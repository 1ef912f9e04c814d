import { CircleCheck } from "lucide-react";
import type { NodeState } from "../../contract";
import { useWords } from "../words/use-words";
import "./load-result.css";

/** What was loaded last, and how long it took. */
export function LoadResult({ state }: { state: NodeState }) {
	const { say, format } = useWords();
	const { loaded } = state;
	const table = state.outputs.data;
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
		</div>
	);
}
