import { DEFAULT_SETTINGS, type Workflow } from "../../contract";

/** What a first visit finds: Receiver → Scatter Plot → Transmitter, with iris loaded where it is there. */
export function firstWorkflow(hasIris: boolean): Workflow {
	const receiver = DEFAULT_SETTINGS.receiver;
	const iris = {
		tableName: "iris",
		source: { tableName: "iris", producer: null, eventId: null },
		load: { how: "all", n: 10_000, seed: 1, columns: null, allowLarge: false },
	} as const;
	return {
		version: 1,
		nodes: [
			{
				id: "receiver",
				widget: "receiver",
				title: "Receiver",
				position: { x: 48, y: 80 },
				settings: hasIris ? { ...receiver, ...iris } : receiver,
			},
			{
				id: "scatter-plot",
				widget: "scatter-plot",
				title: "Scatter Plot",
				position: { x: 368, y: 80 },
				settings: DEFAULT_SETTINGS["scatter-plot"],
			},
			{
				id: "transmitter",
				widget: "transmitter",
				title: "Transmitter",
				position: { x: 688, y: 80 },
				settings: DEFAULT_SETTINGS.transmitter,
			},
		],
		links: [
			{ id: "link-1", from: "receiver", output: "data", to: "scatter-plot" },
			{ id: "link-2", from: "scatter-plot", output: "selected", to: "transmitter" },
		],
	};
}
