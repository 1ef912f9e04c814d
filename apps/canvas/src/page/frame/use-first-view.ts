import { useEffect, useRef } from "react";
import { useCanvas } from "../store/use-canvas";
import { setUrl } from "../url/url-state";

/** An address that asks for nothing opens what there is to look at: a plot that has points, else the first Receiver. */
export function useFirstView(): void {
	const isDone = useRef(location.hash !== "");
	const workflow = useCanvas((state) => state.workflow);
	const nodes = useCanvas((state) => state.nodes);
	useEffect(() => {
		if (isDone.current || workflow === null || workflow.nodes.some(({ id }) => nodes[id] === undefined))
			return;
		isDone.current = true;
		const plot = workflow.nodes.find(({ id, widget }) => widget === "scatter-plot" && nodes[id]?.input);
		const first = plot ?? workflow.nodes.find(({ widget }) => widget === "receiver");
		if (first !== undefined) setUrl({ node: first.id }, { replace: true });
	}, [workflow, nodes]);
}
