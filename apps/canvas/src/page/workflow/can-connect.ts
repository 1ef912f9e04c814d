import { WIDGET_PORTS, type Workflow } from "../../contract";

/** Whether data may run from one node to another: the one gives, the other takes, and none runs in a circle. */
export function canConnect({ nodes, links }: Workflow, from: string, to: string): boolean {
	const source = nodes.find(({ id }) => id === from);
	const target = nodes.find(({ id }) => id === to);
	if (source === undefined || target === undefined) return false;
	if (WIDGET_PORTS[source.widget].outputs.length === 0 || !WIDGET_PORTS[target.widget].hasInput) return false;
	const seen = new Set<string>();
	const reaches = (id: string): boolean => {
		if (id === from) return true;
		if (seen.has(id)) return false;
		seen.add(id);
		return links.some((link) => link.from === id && reaches(link.to));
	};
	return !reaches(to);
}
