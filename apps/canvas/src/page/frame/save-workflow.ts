import { canvasState } from "../store/canvas-store";

/** Hands the workflow to the browser as a file: what is joined to what, and settings; no data. */
export function saveWorkflow(): void {
	const { workflow } = canvasState();
	if (workflow === null) return;
	const text = `${JSON.stringify(workflow, null, "\t")}\n`;
	const link = document.createElement("a");
	link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
	link.download = "workflow.allye.json";
	link.click();
	// Not before the browser has taken it.
	setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
