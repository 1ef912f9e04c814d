import { Panel, useReactFlow } from "@xyflow/react";
import { Maximize, Minus, Plus } from "lucide-react";
import { IconButton } from "../parts/icon-button";
import { useWords } from "../words/use-words";

const duration = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200);

/** Closer, further, all of it. */
export function ViewControls() {
	const { say } = useWords();
	const flow = useReactFlow();
	return (
		<Panel position="bottom-left" className="view-controls">
			<IconButton
				icon={Plus}
				label={say("workflow.closer")}
				side="right"
				onClick={() => flow.zoomIn({ duration: duration() })}
			/>
			<IconButton
				icon={Minus}
				label={say("workflow.further")}
				side="right"
				onClick={() => flow.zoomOut({ duration: duration() })}
			/>
			<IconButton
				icon={Maximize}
				label={say("workflow.fit")}
				side="right"
				onClick={() => flow.fitView({ padding: 0.2, maxZoom: 1, duration: duration() })}
			/>
		</Panel>
	);
}
