import { type Command, DEFAULT_SETTINGS, type Workflow, type WorkflowNode } from "../../contract";
import { parseAs } from "../parse-as";
import { refuse } from "../refuse";
import { checkWorkflow } from "./check-workflow";
import { rememberedOverrides } from "./remembered-overrides";
import { widgetTitle } from "./widget-title";
import { settingsSchema } from "./workflow-schema";

/** Commands that change the document, apart from undo and redo. */
export type Change = Extract<
	Command,
	{
		type:
			| "add-node"
			| "move-nodes"
			| "rename-node"
			| "delete"
			| "add-link"
			| "set"
			| "open-workflow"
			| "load";
	}
>;

/**
 * The workflow after a change; `workflow` itself stays as it is.
 *
 * @throws INVALID_ARGUMENT where it makes no sense, or would leave a workflow that makes none ({@link checkWorkflow})
 */
export function changeWorkflow(workflow: Workflow, change: Change): Workflow {
	const changed = apply(workflow, change);
	checkWorkflow(changed);
	return changed;
}

function apply(workflow: Workflow, change: Change): Workflow {
	const { nodes, links } = workflow;
	switch (change.type) {
		case "add-node": {
			const { id, widget, position } = change;
			if (nodes.some((node) => node.id === id)) throw refuse(`There is a node ${id} already.`);
			const settings =
				widget === "receiver"
					? { ...DEFAULT_SETTINGS.receiver, overrides: rememberedOverrides(nodes) }
					: DEFAULT_SETTINGS[widget];
			const node = { id, widget, title: widgetTitle(widget, nodes), position, settings } as WorkflowNode;
			return { ...workflow, nodes: [...nodes, node] };
		}
		case "move-nodes": {
			for (const id of Object.keys(change.positions)) nodeOf(workflow, id);
			const moved = (node: WorkflowNode): WorkflowNode => ({
				...node,
				position: change.positions[node.id] ?? node.position,
			});
			return { ...workflow, nodes: nodes.map(moved) };
		}
		case "rename-node": {
			const title = change.title.trim();
			if (title === "") throw refuse("A node needs a title. Write one.");
			return replaced(workflow, { ...nodeOf(workflow, change.id), title });
		}
		case "delete": {
			const goneNodes = new Set(change.nodes);
			const goneLinks = new Set(change.links);
			const stays = ({ id, from, to }: Workflow["links"][number]) =>
				!goneLinks.has(id) && !goneNodes.has(from) && !goneNodes.has(to);
			return {
				...workflow,
				nodes: nodes.filter(({ id }) => !goneNodes.has(id)),
				links: links.filter(stays),
			};
		}
		case "add-link": {
			const { type: _, ...link } = change;
			if (links.some(({ id }) => id === link.id)) throw refuse(`There is a link ${link.id} already.`);
			return { ...workflow, links: [...links.filter(({ to }) => to !== link.to), link] };
		}
		case "set": {
			const node = nodeOf(workflow, change.id);
			const given = Object.fromEntries(
				Object.entries(change.settings).filter(([, value]) => value !== undefined),
			);
			const settings = parseAs(settingsSchema(node.widget), { ...node.settings, ...given }, "The settings");
			return replaced(workflow, { ...node, settings } as WorkflowNode);
		}
		case "load": {
			const node = nodeOf(workflow, change.id);
			if (node.widget !== "receiver") throw refuse(`${node.title} is no Receiver: it loads nothing.`);
			const { tableName, tableProducer: producer, eventId } = node.settings;
			if (tableName === null) throw refuse("Choose a table first, then load it.");
			const load = { ...change.load, allowLarge: false };
			const source = { tableName, producer, eventId };
			return replaced(workflow, { ...node, settings: { ...node.settings, load, source } });
		}
		case "open-workflow":
			return withoutSending(change.workflow);
	}
}

/** Opening a workflow must not send anything. */
export const withoutSending = (workflow: Workflow): Workflow => ({
	...workflow,
	nodes: workflow.nodes.map((node) =>
		node.widget === "transmitter"
			? { ...node, settings: { ...node.settings, sendAutomatically: false } }
			: node,
	),
});

/** @throws INVALID_ARGUMENT where there is none */
export function nodeOf({ nodes }: Workflow, id: string): WorkflowNode {
	const node = nodes.find((node) => node.id === id);
	if (node !== undefined) return node;
	throw refuse(`There is no node ${id}. It may have been deleted.`);
}

const replaced = (workflow: Workflow, node: WorkflowNode): Workflow => ({
	...workflow,
	nodes: workflow.nodes.map((each) => (each.id === node.id ? node : each)),
});
