import { DEFAULT_SETTINGS, type Workflow, type WorkflowNode } from "../../contract";
import { rememberedOverrides } from "./remembered-overrides";
import { widgetTitle } from "./widget-title";

/** Distances of nodes, upper left corner to upper left corner: a node is 148 × 64. */
const [STEP_X, STEP_Y] = [224, 112];
const ORIGIN = { x: 48, y: 80 };

/** The workflow with one more Receiver, linked to nothing, that loads the latest version of a table. */
export function withReceiver(workflow: Workflow, tableName: string): { workflow: Workflow; id: string } {
	const { nodes } = workflow;
	const id = freeId(nodes);
	const node: WorkflowNode = {
		id,
		widget: "receiver",
		title: widgetTitle("receiver", nodes),
		position: freePosition(nodes),
		settings: {
			...DEFAULT_SETTINGS.receiver,
			overrides: rememberedOverrides(nodes),
			tableName,
			source: { tableName, producer: null, eventId: null },
			load: { how: "all", n: 10_000, seed: 1, columns: null, allowLarge: false },
		},
	};
	return { workflow: { ...workflow, nodes: [...nodes, node] }, id };
}

function freeId(nodes: readonly WorkflowNode[]): string {
	const ids = new Set(nodes.map(({ id }) => id));
	let n = 1;
	while (ids.has(`receiver-${n}`)) n++;
	return `receiver-${n}`;
}

/** The first place in the leftmost column where nothing is near. */
function freePosition(nodes: readonly WorkflowNode[]): { x: number; y: number } {
	const left = nodes.length === 0 ? ORIGIN.x : Math.min(...nodes.map(({ position }) => position.x));
	const top = nodes.length === 0 ? ORIGIN.y : Math.min(...nodes.map(({ position }) => position.y));
	for (let y = top; ; y += STEP_Y) {
		const near = nodes.some(
			({ position }) => Math.abs(position.x - left) < STEP_X - 40 && Math.abs(position.y - y) < STEP_Y - 16,
		);
		if (!near) return { x: left, y };
	}
}
