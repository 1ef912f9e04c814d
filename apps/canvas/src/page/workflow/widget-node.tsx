import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { type OutputName, WIDGET_PORTS, type WidgetName } from "../../contract";
import { useNodeState } from "../store/use-canvas";
import { useWords } from "../words/use-words";
import { shownTitle } from "./shown-title";
import { StatusIcon } from "./status-icon";
import { TitleEditor } from "./title-editor";
import { WidgetIcon } from "./widget-icon";
import "./widget-node.css";

export type FlowNode = Node<
	{
		readonly widget: WidgetName;
		readonly title: string;
		readonly isRenaming: boolean;
		readonly isOpen: boolean;
		readonly onRenamed: () => void;
	},
	"widget"
>;

/** A widget in the workflow: 148 × 64, its state at its left edge and as an icon, what it has in one line. */
export function WidgetNode({ id, data }: NodeProps<FlowNode>) {
	const { widget, isRenaming, isOpen, onRenamed } = data;
	const { say, sayMessage } = useWords();
	const title = shownTitle(data, (name) => say(`widget.${name}.short`));
	const state = useNodeState(id);
	const status = state?.status ?? "idle";
	const summary = state?.summary ? sayMessage(state.summary) : "";
	const { hasInput, outputs } = WIDGET_PORTS[widget];
	return (
		<div className={`widget-node widget-node-${status}`} data-open={isOpen || undefined}>
			{hasInput && <Handle type="target" position={Position.Left} />}
			<div className="widget-node-top">
				<WidgetIcon widget={widget} size={16} />
				{isRenaming ? <TitleEditor id={id} title={title} onDone={onRenamed} /> : <NodeTitle title={title} />}
				<StatusIcon status={status} />
			</div>
			<div className="widget-node-summary figures" title={summary}>
				{summary}
			</div>
			{status === "working" && <WorkingBar id={id} />}
			{outputs.map((output, i) => (
				<OutputHandle key={output} output={output} at={`${((i + 1) * 100) / (outputs.length + 1)}%`} />
			))}
		</div>
	);
}

/** Where it is too long its end goes, but not the number that tells it from others: "Scatter Pl… (2)". */
function NodeTitle({ title }: { title: string }) {
	const number = / \(\d+\)$/.exec(title)?.[0] ?? "";
	return (
		<span className="widget-node-title" title={title}>
			<span className="widget-node-name">{title.slice(0, title.length - number.length)}</span>
			<span className="widget-node-number">{number}</span>
		</span>
	);
}

function OutputHandle({ output, at }: { output: OutputName; at: string }) {
	const { say } = useWords();
	return (
		<Handle
			type="source"
			id={output}
			position={Position.Right}
			className={`output-${output}`}
			style={{ top: at }}
			title={say(`output.${output}`)}
		/>
	);
}

function WorkingBar({ id }: { id: string }) {
	const progress = useNodeState(id)?.progress;
	const share = progress && progress.totalRows > 0 ? progress.rows / progress.totalRows : null;
	return (
		<div className="working-bar">
			<div
				className={share === null ? "working-bar-unknown" : ""}
				style={{ width: share === null ? "30%" : `${share * 100}%` }}
			/>
		</div>
	);
}
