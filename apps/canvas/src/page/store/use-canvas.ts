import { useSyncExternalStore } from "react";
import type { NodeState, WorkflowNode } from "../../contract";
import type { CanvasState } from "./canvas-state";
import { canvasState, subscribeToCanvas } from "./canvas-store";

/** A part of what the server last told; `pick` must return the same object as long as nothing in it changed. */
export const useCanvas = <Part>(pick: (state: CanvasState) => Part): Part =>
	useSyncExternalStore(subscribeToCanvas, () => pick(canvasState()));

/** A node of the workflow; undefined where there is none of that id (any more). */
export const useNode = (id: string): WorkflowNode | undefined =>
	useCanvas(({ workflow }) => workflow?.nodes.find((node) => node.id === id));

/** What a node is doing and has to show; undefined until the server has told it. */
export const useNodeState = (id: string): NodeState | undefined => useCanvas(({ nodes }) => nodes[id]);
