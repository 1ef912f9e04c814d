import {
	Background,
	type Connection,
	type FinalConnectionState,
	ReactFlow,
	useReactFlow,
} from "@xyflow/react";
import { type KeyboardEvent, useCallback, useMemo, useState } from "react";
import { type OutputName, WIDGET_PORTS, type WidgetName, type Workflow } from "../../contract";
import { openNode } from "../frame/open-node";
import { canvasState } from "../store/canvas-store";
import { sendCommand } from "../store/send-command";
import { useUrlParam } from "../url/url-state";
import { useWords } from "../words/use-words";
import { addWidget } from "./add-widget";
import { canConnect } from "./can-connect";
import { DataLink, type FlowLink } from "./data-link";
import { NODE_HEIGHT, newId } from "./new-node";
import { NodeMenu, type NodeMenuTarget } from "./node-menu";
import { shownTitle } from "./shown-title";
import { useAriaLabels } from "./use-aria-labels";
import { useFlowLinks } from "./use-flow-links";
import { useFlowNodes } from "./use-flow-nodes";
import { useKeepInSight } from "./use-keep-in-sight";
import { ViewControls } from "./view-controls";
import { WIDGET_DRAG_TYPE } from "./widget-drag-type";
import { type FlowNode, WidgetNode } from "./widget-node";
import "./workflow-view.css";

const NODE_TYPES = { widget: WidgetNode };
const LINK_TYPES = { data: DataLink };
const FIT = { padding: 0.2, maxZoom: 1 };
const DELETE_KEYS = ["Delete", "Backspace"];

/** The workflow in the centre: add, join, move, rename, delete; all of it with the keyboard too. */
export function WorkflowView({ workflow }: { workflow: Workflow }) {
	const { say } = useWords();
	const open = useUrlParam("node");
	const [renaming, setRenaming] = useState<string | null>(null);
	const [menu, setMenu] = useState<NodeMenuTarget | null>(null);
	const onRenamed = useCallback(() => setRenaming(null), []);
	const { nodes, onNodesChange, select } = useFlowNodes(workflow, { renaming, open, onRenamed });
	const { links, onLinksChange } = useFlowLinks(workflow);
	const flow = useReactFlow<FlowNode, FlowLink>();
	const ariaLabels = useAriaLabels();
	useKeepInSight(workflow);

	const connect = useCallback(({ source, sourceHandle, target }: Connection) => {
		const links = canvasState().workflow?.links ?? [];
		const id = newId(links, "link");
		void sendCommand({
			type: "add-link",
			id,
			from: source,
			output: (sourceHandle ?? "data") as OutputName,
			to: target,
		});
	}, []);

	/** A link let go over nothing: choose there what it leads to. */
	const connectEnd = useCallback(
		(event: MouseEvent | TouchEvent, { isValid, fromNode, fromHandle }: FinalConnectionState) => {
			if (isValid || fromNode === null || fromHandle?.type !== "source" || !("clientX" in event)) return;
			if (event.target instanceof Element && event.target.closest(".react-flow__node") !== null) return;
			const at = { x: event.clientX, y: event.clientY };
			const place = flow.screenToFlowPosition(at);
			setMenu({
				kind: "add",
				at,
				position: { x: place.x, y: place.y - NODE_HEIGHT / 2 },
				from: fromNode.id,
				output: (fromHandle.id ?? "data") as OutputName,
			});
		},
		[flow],
	);

	const onKeyDown = (event: KeyboardEvent) => {
		const element = event.target instanceof Element ? event.target.closest(".react-flow__node") : null;
		const id = element?.getAttribute("data-id");
		if (event.target !== element || !id) return;
		const { left, bottom } = element.getBoundingClientRect();
		if (event.key === "Enter") openNode(id, { full: true });
		else if (event.key === " ") openNode(id);
		else if (event.key === "F2") setRenaming(id);
		else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey) || event.key === "m")
			setMenu({ kind: "node", id, at: { x: left, y: bottom }, element });
		else return;
		event.preventDefault();
	};

	const labelled = useMemo(
		() =>
			nodes.map((node) => ({
				...node,
				ariaLabel: `${say(`widget.${node.data.widget}`)}: ${shownTitle(node.data, (widget) => say(`widget.${widget}`))}`,
			})),
		[nodes, say],
	);

	return (
		<section className="workflow" aria-label={say("frame.workflow")}>
			<ReactFlow<FlowNode, FlowLink>
				nodes={labelled}
				edges={links}
				nodeTypes={NODE_TYPES}
				edgeTypes={LINK_TYPES}
				onNodesChange={onNodesChange}
				onEdgesChange={onLinksChange}
				onConnect={connect}
				onConnectEnd={connectEnd}
				isValidConnection={({ source, target }) => canConnect(workflow, source, target)}
				onNodeClick={(event, { id }) => !event.shiftKey && !event.ctrlKey && !event.metaKey && openNode(id)}
				onNodeDoubleClick={(_, { id }) => openNode(id, { full: true })}
				onNodeContextMenu={(event, { id }) => {
					event.preventDefault();
					select(id);
					setMenu({ kind: "node", id, at: { x: event.clientX, y: event.clientY } });
				}}
				onPaneContextMenu={(event) => {
					event.preventDefault();
					const at = { x: event.clientX, y: event.clientY };
					setMenu({ kind: "add", at, position: flow.screenToFlowPosition(at) });
				}}
				onDelete={({ nodes, edges }) =>
					remove(
						nodes.map(({ id }) => id),
						edges.map(({ id }) => id),
					)
				}
				deleteKeyCode={DELETE_KEYS}
				zoomOnDoubleClick={false}
				selectNodesOnDrag={false}
				connectionRadius={32}
				minZoom={0.25}
				maxZoom={2}
				fitView
				fitViewOptions={FIT}
				ariaLabelConfig={ariaLabels}
				onKeyDown={onKeyDown}
				onDragOver={(event) => {
					if (!event.dataTransfer.types.includes(WIDGET_DRAG_TYPE)) return;
					event.preventDefault();
					event.dataTransfer.dropEffect = "copy";
				}}
				onDrop={(event) => {
					const widget = event.dataTransfer.getData(WIDGET_DRAG_TYPE) as WidgetName;
					if (!Object.hasOwn(WIDGET_PORTS, widget)) return;
					event.preventDefault();
					addWidget(widget, { position: flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }) });
				}}
			>
				<Background gap={16} size={1} color="var(--line)" />
				<ViewControls />
			</ReactFlow>
			{workflow.nodes.length === 0 && <p className="workflow-empty">{say("workflow.empty")}</p>}
			<NodeMenu target={menu} workflow={workflow} onClose={() => setMenu(null)} onRename={setRenaming} />
		</section>
	);
}

const remove = (nodes: string[], links: string[]) => {
	if (nodes.length + links.length > 0) void sendCommand({ type: "delete", nodes, links });
};
