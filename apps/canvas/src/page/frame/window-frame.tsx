import { ReactFlowProvider } from "@xyflow/react";
import { useCanvas } from "../store/use-canvas";
import { useUrlParam } from "../url/url-state";
import { useWords } from "../words/use-words";
import { WorkflowView } from "../workflow/workflow-view";
import { ConnectionNotice } from "./connection-notice";
import { EndedNotice } from "./ended-notice";
import { PanelEdge, usePanelWidth } from "./panel-edge";
import { PanelFrame } from "./panel-frame";
import { Toolbox } from "./toolbox";
import { useEscape } from "./use-escape";
import { useFirstView } from "./use-first-view";
import { useUndoKeys } from "./use-undo-keys";
import "./window-frame.css";

/** The window: toolbox, workflow, and the panels of one node or two. */
export function WindowFrame() {
	const workflow = useCanvas((state) => state.workflow);
	const { say } = useWords();
	const node = useUrlParam("node");
	const pin = useUrlParam("pin");
	// A node is never beside itself.
	const shown = [...new Set([pin, node])].filter((id) => id !== null);
	const isFull = useUrlParam("full") !== null && shown.length > 0;
	const [width, setWidth] = usePanelWidth(
		shown.length > 1 ? "two" : "one",
		shown.length > 1 ? Math.max(720, innerWidth * 0.62) : 420,
	);
	const connection = useCanvas((state) => state.connection);
	// What does not answer must not look as if it did.
	const isDead = workflow !== null && (connection === "lost" || connection === "ended");
	useUndoKeys();
	useEscape();
	useFirstView();
	return (
		<div className="window" data-dead={isDead || undefined}>
			<Toolbox isDead={isDead} />
			<main className="window-main" inert={isDead}>
				<h1 className="heard">Allye</h1>
				<div className="window-workflow" hidden={isFull}>
					{workflow === null ? (
						<p className="window-opening">{say("frame.connecting")}</p>
					) : (
						<ReactFlowProvider>
							<WorkflowView workflow={workflow} />
						</ReactFlowProvider>
					)}
				</div>
				{shown.length > 0 && workflow !== null && (
					<>
						{!isFull && <PanelEdge width={width} onWidth={setWidth} />}
						<div className="window-panels" style={isFull ? { flex: 1 } : { width }}>
							{shown.map((id, i) => (
								<PanelFrame key={id} id={id} isPinned={id === pin} isLast={i === shown.length - 1} />
							))}
						</div>
					</>
				)}
			</main>
			<ConnectionNotice />
			{connection === "ended" && <EndedNotice />}
		</div>
	);
}
