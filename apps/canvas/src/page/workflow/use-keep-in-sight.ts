import { useReactFlow, useStore } from "@xyflow/react";
import { useEffect, useRef } from "react";
import type { Workflow } from "../../contract";
import { NODE_HEIGHT, NODE_WIDTH } from "./new-node";

/**
 * Shows the whole workflow again when a part of it gets out of sight without the user's doing: a panel opened over it, or a widget came
 * that lies elsewhere, such as one that Python's notification made. Who has zoomed in keeps what is in sight.
 */
export function useKeepInSight({ nodes }: Workflow): void {
	const flow = useReactFlow();
	const width = useStore((state) => state.width);
	const height = useStore((state) => state.height);
	const before = useRef({ width, height, ids: new Set(nodes.map(({ id }) => id)) });
	useEffect(() => {
		const { width: oldWidth, height: oldHeight, ids } = before.current;
		before.current = { width, height, ids: new Set(nodes.map(({ id }) => id)) };
		if (width === 0 || oldWidth === 0) return;
		const { x, y, zoom } = flow.getViewport();
		const isSeen = ({ position }: Workflow["nodes"][number], width: number, height: number) => {
			const left = position.x * zoom + x;
			const top = position.y * zoom + y;
			return left >= 0 && top >= 0 && left + NODE_WIDTH * zoom <= width && top + NODE_HEIGHT * zoom <= height;
		};
		const isLost = nodes.some(
			(node) => !isSeen(node, width, height) && (!ids.has(node.id) || isSeen(node, oldWidth, oldHeight)),
		);
		if (!isLost) return;
		// After React Flow has measured what is new.
		const timer = setTimeout(() => flow.fitView({ padding: 0.2, maxZoom: 1 }), 50);
		return () => clearTimeout(timer);
	}, [nodes, flow, width, height]);
}
