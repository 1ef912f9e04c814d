import { DEFAULT_SETTINGS, type Workflow } from "../../../src/contract";
import type { CanvasProcess } from "./canvas-process";

/** Sends the sample table, and opens a workflow with every widget on it: receiver, table, plot, bars, transmitter, and a plot without a table. */
export async function allWidgets(canvas: CanvasProcess): Promise<void> {
	await canvas.command({ type: "send-sample-table" });
	const source = { tableName: "iris", producer: null, eventId: null };
	const load = { how: "all", n: 10_000, seed: 1, columns: null, allowLarge: false } as const;
	const workflow: Workflow = {
		version: 1,
		nodes: [
			{
				id: "receiver",
				widget: "receiver",
				title: "Receiver",
				position: { x: 0, y: 120 },
				settings: { ...DEFAULT_SETTINGS.receiver, tableName: "iris", source, load },
			},
			{
				id: "table",
				widget: "data-table",
				title: "Data Table",
				position: { x: 320, y: 0 },
				settings: { ...DEFAULT_SETTINGS["data-table"], picked: { by: "rows", ranges: [[2, 5]] } },
			},
			{
				id: "plot",
				widget: "scatter-plot",
				title: "Scatter Plot",
				position: { x: 320, y: 120 },
				settings: {
					...DEFAULT_SETTINGS["scatter-plot"],
					x: "petal length",
					y: "petal width",
					picked: {
						by: "polygon",
						x: "petal length",
						y: "petal width",
						corners: [
							[2.5, 0.9],
							[5.2, 0.9],
							[5.2, 1.9],
							[2.5, 1.9],
						],
					},
				},
			},
			{
				id: "bars",
				widget: "distributions",
				title: "Distributions",
				position: { x: 320, y: 240 },
				settings: { ...DEFAULT_SETTINGS.distributions, column: "petal length", splitBy: "iris" },
			},
			{
				id: "transmitter",
				widget: "transmitter",
				title: "Transmitter",
				position: { x: 640, y: 120 },
				settings: { ...DEFAULT_SETTINGS.transmitter, tableName: "iris_selected" },
			},
			{
				id: "empty-plot",
				widget: "scatter-plot",
				title: "Scatter Plot (2)",
				position: { x: 640, y: 240 },
				settings: DEFAULT_SETTINGS["scatter-plot"],
			},
		],
		links: [
			{ id: "link-1", from: "receiver", output: "data", to: "table" },
			{ id: "link-2", from: "receiver", output: "data", to: "plot" },
			{ id: "link-3", from: "receiver", output: "data", to: "bars" },
			{ id: "link-4", from: "plot", output: "selected", to: "transmitter" },
		],
	};
	await canvas.command({ type: "open-workflow", workflow });
	// A load is under way after the answer.
	for (let i = 0; i < 200; i += 1) {
		const { nodes } = await canvas.state();
		if (nodes.plot?.outputs.selected !== undefined) return;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error("The sample table was not loaded.");
}
