import { WIDGET_PORTS, type Workflow, type WorkflowLink } from "../../contract";
import { refuse } from "../refuse";

/**
 * @throws INVALID_ARGUMENT where two nodes or links share an id, a link has an end that is no node, runs from an output or to an input that the
 * widget has not, or is the second to one input, or where links go in a circle
 */
export function checkWorkflow({ nodes, links }: Workflow): void {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	if (byId.size < nodes.length) throw refuse("Two nodes have the same id. Give each its own.");
	if (new Set(links.map(({ id }) => id)).size < links.length)
		throw refuse("Two links have the same id. Give each its own.");
	const inputs = new Set<string>();
	for (const { from, output, to } of links) {
		const source = byId.get(from);
		const target = byId.get(to);
		if (source === undefined || target === undefined)
			throw refuse(`There is no node ${source === undefined ? from : to}. It may have been deleted.`);
		if (!WIDGET_PORTS[source.widget].outputs.includes(output))
			throw refuse(`${source.title} has no output "${output}".`);
		if (!WIDGET_PORTS[target.widget].hasInput) throw refuse(`${target.title} takes no input.`);
		if (inputs.has(to)) throw refuse(`${target.title} has an input already.`);
		inputs.add(to);
	}
	for (const { from, to } of links)
		if (reaches(links, to, from)) throw refuse("Data cannot flow in a circle: this link would close one.");
}

/** Whether data runs from one node to the other; a node reaches itself. */
function reaches(links: readonly WorkflowLink[], from: string, to: string): boolean {
	// One input each, so going up from `to` there is one way.
	const sources = new Map(links.map((link) => [link.to, link.from]));
	const seen = new Set<string>();
	for (let at: string | undefined = to; at !== undefined && !seen.has(at); at = sources.get(at)) {
		if (at === from) return true;
		seen.add(at);
	}
	return false;
}
