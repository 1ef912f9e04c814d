import { applyEdgeChanges, type EdgeChange } from "@xyflow/react";
import { useCallback, useEffect, useState } from "react";
import type { Workflow } from "../../contract";
import type { FlowLink } from "./data-link";

/** The server's links, with which of them this page has selected. */
export function useFlowLinks(workflow: Workflow): {
	links: FlowLink[];
	onLinksChange: (changes: EdgeChange<FlowLink>[]) => void;
} {
	const [links, setLinks] = useState<FlowLink[]>([]);
	useEffect(() => {
		setLinks((before) =>
			workflow.links.map(({ id, from, output, to }) => ({
				...before.find((link) => link.id === id),
				id,
				type: "data",
				source: from,
				sourceHandle: output,
				target: to,
				data: { output },
			})),
		);
	}, [workflow]);
	const onLinksChange = useCallback(
		(changes: EdgeChange<FlowLink>[]) =>
			setLinks((before) =>
				applyEdgeChanges(
					changes.filter(({ type }) => type !== "remove"),
					before,
				),
			),
		[],
	);
	return { links, onLinksChange };
}
