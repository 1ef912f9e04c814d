import { applyNodeChanges, type NodeChange } from "@xyflow/react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Workflow } from "../../contract";
import { sendCommand } from "../store/send-command";
import type { FlowNode } from "./widget-node";

/** One step to undo for a row of arrow keys. */
const TELL_AFTER_MS = 250;

/**
 * The server's nodes, with what only this page knows of them: what is selected, and where they are dragged to until the server has been
 * told.
 */
export function useFlowNodes(
	workflow: Workflow,
	{ renaming, open, onRenamed }: { renaming: string | null; open: string | null; onRenamed: () => void },
): {
	nodes: FlowNode[];
	onNodesChange: (changes: NodeChange<FlowNode>[]) => void;
	select: (id: string | null) => void;
} {
	const [nodes, setNodes] = useState<FlowNode[]>([]);
	const moved = useRef(new Map<string, { x: number; y: number }>());
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

	useEffect(() => {
		setNodes((before) =>
			workflow.nodes.map(({ id, widget, title, position }) => {
				const known = before.find((node) => node.id === id);
				const isMoving = known?.dragging === true || moved.current.has(id);
				return {
					...known,
					id,
					type: "widget",
					position: known && isMoving ? known.position : position,
					data: { widget, title, isRenaming: renaming === id, isOpen: open === id, onRenamed },
				};
			}),
		);
	}, [workflow, renaming, open, onRenamed]);

	const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
		// What is removed goes when the server says so.
		setNodes((before) =>
			applyNodeChanges(
				changes.filter(({ type }) => type !== "remove"),
				before,
			),
		);
		for (const change of changes)
			if (change.type === "position" && change.dragging === false && change.position)
				moved.current.set(change.id, change.position);
		if (moved.current.size === 0) return;
		clearTimeout(timer.current);
		timer.current = setTimeout(() => {
			const positions = Object.fromEntries(moved.current);
			void sendCommand({ type: "move-nodes", positions }).finally(() => moved.current.clear());
		}, TELL_AFTER_MS);
	}, []);

	const select = useCallback(
		(id: string | null) =>
			setNodes((before) => before.map((node) => ({ ...node, selected: node.id === id }))),
		[],
	);
	return { nodes, onNodesChange, select };
}
