import { setUrl, urlParam } from "../url/url-state";

/** Shows a node's panel: beside the workflow, or in the full window. Null closes it. */
export function openNode(id: string | null, { full = false } = {}): void {
	// What is pinned stays; a node is never beside itself.
	const pin = urlParam("pin") === id ? null : urlParam("pin");
	setUrl({ node: id, pin, full: full ? "1" : null });
}
