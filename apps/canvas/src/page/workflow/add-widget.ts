import type { OutputName, WidgetName } from "../../contract";
import { openNode } from "../frame/open-node";
import { canvasState } from "../store/canvas-store";
import { sendCommand } from "../store/send-command";
import { commandsToAdd } from "./new-node";

/** Adds a widget to the workflow and opens it: see {@link commandsToAdd}. */
export async function addWidget(
	widget: WidgetName,
	options: { position?: { x: number; y: number }; beside?: string | null; output?: OutputName } = {},
): Promise<void> {
	const { workflow } = canvasState();
	if (workflow === null) return;
	const { id, commands } = commandsToAdd(widget, { workflow, ...options });
	for (const command of commands) if (!(await sendCommand(command)).ok) return;
	openNode(id);
}
