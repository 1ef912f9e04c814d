import { type Command, WIDGET_PORTS, type WidgetName, type Workflow } from "../../contract";

export const NODE_WIDTH = 148;
export const NODE_HEIGHT = 64;
const BESIDE = NODE_WIDTH + 172;
const BELOW = NODE_HEIGHT + 24;

/** "receiver-3": one more than any of that widget. */
export function newId(taken: readonly { readonly id: string }[], prefix: string): string {
	const numbers = taken.map(({ id }) => Number(new RegExp(`^${prefix}-(\\d+)$`).exec(id)?.[1] ?? 0));
	return `${prefix}-${Math.max(0, ...numbers) + 1}`;
}

/** What puts a widget into the workflow at `position`; else to the right of the node `beside`, joined to it where the two fit. */
export function commandsToAdd(
	widget: WidgetName,
	{
		workflow,
		position,
		beside,
		output,
	}: {
		workflow: Workflow;
		position?: { x: number; y: number };
		beside?: string | null;
		output?: "data" | "selected";
	},
): { id: string; commands: Command[] } {
	const id = newId(workflow.nodes, widget);
	const from = workflow.nodes.find((node) => node.id === beside);
	const at = position ?? freePlace(workflow, from?.position);
	const commands: Command[] = [{ type: "add-node", id, widget, position: at }];
	const leaves = from && (output ?? WIDGET_PORTS[from.widget].outputs[0]);
	if (from && leaves && WIDGET_PORTS[widget].hasInput)
		commands.push({
			type: "add-link",
			id: newId(workflow.links, "link"),
			from: from.id,
			output: leaves,
			to: id,
		});
	return { id, commands };
}

/** To the right of a place, or below everything; further down as long as something lies there. */
function freePlace(
	{ nodes }: Workflow,
	beside: { x: number; y: number } | undefined,
): { x: number; y: number } {
	const lowest = Math.max(0, ...nodes.map(({ position }) => position.y + BELOW));
	const place = beside ? { x: beside.x + BESIDE, y: beside.y } : { x: 0, y: nodes.length === 0 ? 0 : lowest };
	const isTaken = () =>
		nodes.some(
			({ position }) =>
				Math.abs(position.x - place.x) < NODE_WIDTH + 8 && Math.abs(position.y - place.y) < NODE_HEIGHT + 8,
		);
	while (isTaken()) place.y += BELOW;
	return place;
}
