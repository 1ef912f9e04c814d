import type { CanvasInfo, NodeState, ServerEvent, TableListing, Workflow } from "../../contract";

/**
 * Whether the server tells us what happens: not yet; now; not just now; or not any more, because somebody else answers at this address, or nobody for a while. It is
 * tried again in each case.
 */
export type Connection = "connecting" | "open" | "lost" | "ended";

/** What the server last told. Nothing else is known of the workflow, and nothing is changed here. */
export interface CanvasState {
	readonly connection: Connection;
	/** Null until the server has told it. */
	readonly workflow: Workflow | null;
	readonly canUndo: boolean;
	readonly canRedo: boolean;
	readonly nodes: Readonly<Record<string, NodeState>>;
	/** Null until the server has told them. */
	readonly tables: readonly TableListing[] | null;
	/** How many tables there are, of which `tables` are the newest. */
	readonly totalTables: number;
	readonly canvas: CanvasInfo | null;
}

export const BEFORE_ANYTHING: CanvasState = {
	connection: "connecting",
	workflow: null,
	canUndo: false,
	canRedo: false,
	nodes: {},
	tables: null,
	totalTables: 0,
	canvas: null,
};

export function afterEvent(state: CanvasState, event: ServerEvent): CanvasState {
	switch (event.type) {
		case "workflow":
			return { ...state, workflow: event.workflow, canUndo: event.canUndo, canRedo: event.canRedo };
		case "tables":
			return { ...state, tables: event.tables, totalTables: event.total };
		case "canvas":
			return { ...state, canvas: event.canvas };
		case "nodes": {
			const nodes = { ...state.nodes };
			for (const [id, node] of Object.entries(event.nodes))
				if (node === null) delete nodes[id];
				else nodes[id] = node;
			return { ...state, nodes };
		}
	}
}
