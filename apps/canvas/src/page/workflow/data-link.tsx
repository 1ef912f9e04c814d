import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from "@xyflow/react";
import { useRef } from "react";
import type { OutputName } from "../../contract";
import { useNodeState } from "../store/use-canvas";
import { useWords } from "../words/use-words";
import "./data-link.css";

export type FlowLink = Edge<{ readonly output: OutputName }, "data">;

/** A link with what travels along it. When that changes, one pulse runs from end to end. */
export function DataLink({ id, source, data, selected, ...ends }: EdgeProps<FlowLink>) {
	const { say } = useWords();
	const [path, x, y] = getBezierPath(ends);
	const output = data?.output ?? "data";
	const table = useNodeState(source)?.outputs[output];
	const isNew = useChanges(table?.id);
	const count = table && say("count.link", { rows: table.rowCount, variables: table.variables.length });
	return (
		<>
			<BaseEdge
				id={id}
				path={path}
				className={table ? "data-link" : "data-link data-link-empty"}
				interactionWidth={28}
			/>
			{isNew > 0 && (
				<circle key={isNew} className="data-link-pulse" r={5} style={{ offsetPath: `path("${path}")` }} />
			)}
			<EdgeLabelRenderer>
				<div
					className="data-link-label figures nodrag nopan"
					data-selected={selected || undefined}
					style={{ translate: `calc(${x}px - 50%) calc(${y}px - 100% - 4px)` }}
				>
					{output === "selected" && <span className="data-link-output">{say("output.selected")}</span>}
					{count}
				</div>
			</EdgeLabelRenderer>
		</>
	);
}

/** How often a table has come since the link was first shown. */
function useChanges(id: string | undefined): number {
	const seen = useRef({ id, times: 0 });
	if (id !== seen.current.id) seen.current = { id, times: seen.current.times + (id === undefined ? 0 : 1) };
	return seen.current.times;
}
