import { DEFAULT_SETTINGS, type SettingsOf, type WidgetName, type Workflow } from "../../../src/contract";
import { allWidgets } from "./all-widgets";
import type { CanvasPage } from "./canvas-page";
import type { CanvasProcess } from "./canvas-process";
import { everyTable, IN_MEMORY } from "./every-table";

/** A view with something in it that is worth a look: where it is, and what is done there. Esc takes back what was opened. */
export interface ViewState {
	readonly name: string;
	readonly hash: string;
	readonly act?: (at: CanvasPage) => Promise<unknown>;
}

const ALL = { how: "all", n: 10_000, seed: 1, columns: null, allowLarge: false } as const;
const sourceOf = (tableName: string) => ({ tableName, producer: null, eventId: null });

/** All widgets in all states, over tables in all states; nothing here needs Python. */
export async function makeEveryState(canvas: CanvasProcess): Promise<void> {
	await everyTable(canvas);
	await allWidgets(canvas);
	const { workflow } = await canvas.state();
	const nodes = [...workflow.nodes];
	const links = [...workflow.links];
	const add = <Widget extends WidgetName>(
		id: string,
		widget: Widget,
		settings: Partial<SettingsOf<Widget>>,
		from?: { id: string; output: "data" | "selected" },
	) => {
		const position = { x: (nodes.length % 5) * 200, y: 360 + Math.floor(nodes.length / 5) * 96 };
		nodes.push({
			id,
			widget,
			title: id,
			position,
			settings: { ...DEFAULT_SETTINGS[widget], ...settings },
		} as unknown as Workflow["nodes"][number]);
		if (from) links.push({ id: `to-${id}`, from: from.id, output: from.output, to: id });
	};
	const loaded = (tableName: string) => ({ tableName, source: sourceOf(tableName), load: ALL });
	const data = (id: string) => ({ id, output: "data" }) as const;
	const selected = (id: string) => ({ id, output: "selected" }) as const;
	add("unchosen", "receiver", {});
	add("kinds", "receiver", loaded("every kind"));
	add("missing", "receiver", loaded("deleted"));
	add("broken", "receiver", loaded("broken"));
	add("vanished", "receiver", loaded("vanished"));
	if (IN_MEMORY.length > 0) add("held", "receiver", loaded(IN_MEMORY[0]!));
	add("browsed", "receiver", { ...loaded("every kind"), load: { ...ALL, how: "browse" } });
	add("table-browsed", "data-table", {}, data("browsed"));
	add("plot-browsed", "scatter-plot", {}, data("browsed"));
	add("bars-browsed", "distributions", {}, data("browsed"));
	add("send-browsed", "transmitter", {}, data("browsed"));
	const sorted = { sort: [{ column: "length", descending: true }] };
	const filters = [{ column: "kind", is: "one-of", values: ["small"] }] as const;
	add("table-filtered", "data-table", { ...sorted, filters }, data("kinds"));
	add(
		"plot-numbers",
		"scatter-plot",
		{ x: "seen", y: "length", color: "length", size: "length" },
		data("kinds"),
	);
	add("plot-missing-column", "scatter-plot", { x: "gone" }, data("kinds"));
	add("bars-text", "distributions", { column: "note" }, data("kinds"));
	add("bars-times", "distributions", { column: "seen" }, data("kinds"));
	add("bars-picked", "distributions", { column: "kind", picked: { by: "filters", filters } }, data("kinds"));
	add("table-none-selected", "data-table", {}, selected("plot-numbers"));
	add("plot-none-selected", "scatter-plot", {}, selected("plot-numbers"));
	add("bars-no-data", "distributions", {}, data("missing"));
	add("table-no-input", "data-table", {});
	add("bars-no-input", "distributions", {});
	add("send-no-input", "transmitter", {});
	add("send-memory", "transmitter", { transport: "shm", ttlSeconds: 90, tableName: "iris" }, data("kinds"));
	await canvas.command({ type: "open-workflow", workflow: { version: 1, nodes, links } });
	await until(canvas, ({ kinds, held, browsed }) =>
		[kinds, browsed, ...(IN_MEMORY.length > 0 ? [held] : [])].every(
			(node) => node?.outputs.data !== undefined,
		),
	);
}

/** Loads what is left in shared memory, which removes it. */
export async function removeEveryState(canvas: CanvasProcess): Promise<void> {
	for (const tableName of IN_MEMORY) {
		await canvas.command({ type: "set", id: "unchosen", settings: { tableName } });
		await canvas.command({ type: "load", id: "unchosen", load: ALL });
		await until(canvas, ({ unchosen }) => unchosen?.loaded?.tableName === tableName);
	}
}

async function until(
	canvas: CanvasProcess,
	holds: (nodes: Awaited<ReturnType<CanvasProcess["state"]>>["nodes"]) => boolean,
): Promise<void> {
	for (let i = 0; i < 200; i += 1) {
		if (holds((await canvas.state()).nodes)) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error("What the views need was not loaded.");
}

const click = (selector: string) => (at: CanvasPage) => at.page.locator(selector).first().click();
const panel = (id: string, more = "") => `node=${id}${more}`;
const alone = (id: string): ViewState => ({ name: id, hash: panel(id) });

export const VIEW_STATES: readonly ViewState[] = [
	{ name: "workflow", hash: "" },
	{
		name: "a node's menu",
		hash: "",
		async act(at) {
			await at.page.locator('.react-flow__node[data-id="plot"]').focus();
			await at.page.keyboard.press("m");
			await at.page.locator(".menu").waitFor();
		},
	},
	{
		name: "a node's name being written",
		hash: "",
		async act(at) {
			await at.page.locator('.react-flow__node[data-id="plot"]').focus();
			await at.page.keyboard.press("F2");
		},
	},
	{ name: "receiver", hash: panel("receiver") },
	{ name: "receiver, full", hash: panel("receiver", "&full=1") },
	{ name: "its fidelity report", hash: panel("kinds", "&kinds.tab=fidelity") },
	{ name: "its metadata", hash: panel("kinds", "&kinds.tab=metadata") },
	{ name: "its options", hash: panel("kinds", "&kinds.options=1") },
	{ name: "nothing found", hash: panel("kinds", "&kinds.search=nothing+is+called+so") },
	{ name: "a choice of producers", hash: panel("kinds"), act: click(".table-search .select") },
	{ name: "a choice of kinds", hash: panel("kinds"), act: click(".column-row-kind .select") },
	{ name: "a sample to load", hash: panel("browsed"), act: chooseSample },
	alone("unchosen"),
	alone("missing"),
	alone("broken"),
	alone("vanished"),
	...(IN_MEMORY.length > 0 ? [alone("held")] : []),
	alone("browsed"),
	{ name: "data table", hash: panel("table", "&full=1") },
	{ name: "a filter being made", hash: panel("table"), act: click(".data-table-bar button[aria-expanded]") },
	alone("table-filtered"),
	alone("table-browsed"),
	alone("table-none-selected"),
	alone("table-no-input"),
	{ name: "scatter plot", hash: panel("plot") },
	{ name: "ranges to select by", hash: panel("plot"), act: click(".plot-ranges > summary") },
	alone("plot-numbers"),
	alone("plot-missing-column"),
	alone("plot-browsed"),
	alone("plot-none-selected"),
	alone("empty-plot"),
	{ name: "distributions", hash: panel("bars") },
	alone("bars-text"),
	alone("bars-times"),
	alone("bars-picked"),
	alone("bars-browsed"),
	alone("bars-no-data"),
	alone("bars-no-input"),
	{ name: "transmitter", hash: panel("transmitter") },
	{
		name: "sent",
		hash: panel("transmitter"),
		async act({ page }) {
			await page.locator(".transmitter > .button-main").click();
			await page.locator(".transmitter-sent").waitFor();
		},
	},
	alone("send-memory"),
	alone("send-browsed"),
	alone("send-no-input"),
	{ name: "two panels", hash: "pin=table&node=plot" },
	{ name: "a node that is gone", hash: panel("nobody") },
	{
		name: "what was refused",
		hash: "",
		act: ({ page }) =>
			page.locator('input[type="file"]').setInputFiles({
				name: "no-workflow.json",
				mimeType: "application/json",
				buffer: Buffer.from("{}"),
			}),
	},
];

async function chooseSample({ page }: CanvasPage): Promise<void> {
	await page.locator(".load-choice-how .select").click();
	await page.locator("[role=option]").nth(2).click();
}
