import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";
import type { Workflow } from "../../contract";
import { NODE_HEIGHT, NODE_WIDTH } from "./new-node";

/** Shows the whole workflow when a widget comes that lies out of sight, such as one that Python's notification made. */
export function useRevealNewNodes({ nodes }: Workflow): void {
	const flow = useReactFlow();
	const store = useStoreApi();
	const known = useRef(new Set(nodes.map(({ id }) => id)));
	useEffect(() => {
		const added = nodes.filter(({ id }) => !known.current.has(id));
		known.current = new Set(nodes.map(({ id }) => id));
		if (added.length === 0) return;
		const { x, y, zoom } = flow.getViewport();
		const { width, height } = store.getState();
		const isHidden = added.some(({ position }) => {
			const left = position.x * zoom + x;
			const top = position.y * zoom + y;
			return left < 0 || top < 0 || left + NODE_WIDTH * zoom > width || top + NODE_HEIGHT * zoom > height;
		});
		// After React Flow has measured the new ones.
		if (isHidden) setTimeout(() => flow.fitView({ padding: 0.2, maxZoom: 1 }), 50);
	}, [nodes, flow, store]);
}
