import type { SettingsOf, WidgetName } from "./workflow";

/** What a new node of each widget is set to. */
export const DEFAULT_SETTINGS: { readonly [Widget in WidgetName]: SettingsOf<Widget> } = {
	receiver: {
		producer: null,
		tableName: null,
		tableProducer: null,
		eventId: null,
		load: null,
		source: null,
		overrides: {},
		keepAsFile: false,
		staleAfterSeconds: 60,
	},
	"data-table": { sort: [], filters: [], picked: null },
	"scatter-plot": { x: null, y: null, color: null, size: null, picked: null },
	distributions: { column: null, splitBy: null, picked: null },
	transmitter: {
		tableName: "",
		transport: "auto",
		maxShmBytes: 64 * 2 ** 20,
		ttlSeconds: null,
		sendAutomatically: false,
	},
};
