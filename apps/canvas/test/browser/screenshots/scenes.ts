import type { CanvasPage } from "../support/canvas-page";

type View = `${"en" | "ja"}.${"light" | "dark"}`;

interface Scene {
	readonly name: string;
	/** The view's address. */
	readonly hash: string;
	/** Of another canvas than the one with all widgets: "fresh" as it is on a first visit, "empty" without a table, "ended" one that ends then. */
	readonly of?: "fresh" | "empty" | "ended";
	readonly views?: readonly View[];
	/** Of the window, in pixels; default: 1120. */
	readonly width?: number;
	/** What is clicked before the picture is taken. */
	readonly prepare?: (at: CanvasPage) => Promise<unknown>;
	/** What is clicked after it. */
	readonly after?: (at: CanvasPage) => Promise<unknown>;
}

const ALL: readonly View[] = ["en.light", "en.dark", "ja.light"];
const LIGHT: readonly View[] = ["en.light", "ja.light"];
const BOTH: readonly View[] = ["en.light", "ja.dark"];

const chooseTable =
	(name: string) =>
	async ({ page }: CanvasPage) => {
		await page.locator(".table-row", { hasText: name }).getByRole("button").first().click();
		await page.waitForTimeout(800);
	};

async function chooseAllRows({ page }: CanvasPage): Promise<void> {
	await page.locator(".load-choice-how .select").click();
	await page.locator("[role=option]").first().click();
}

export const SCENES: readonly Scene[] = [
	{ name: "first-visit", hash: "", of: "fresh", views: ALL },
	{ name: "nothing-sent-yet", hash: "node=receiver", of: "empty", views: BOTH },
	{ name: "receiver", hash: "node=receiver&full=1", views: LIGHT },
	{ name: "receiver-beside", hash: "node=walks" },
	{ name: "receiver-fidelity", hash: "node=walks&full=1&walks.tab=fidelity", views: ["ja.light"] },
	{ name: "receiver-options", hash: "node=held&held.options=1", views: LIGHT },
	{
		name: "receiver-missing-payload",
		hash: "node=receiver&full=1",
		prepare: chooseTable("deleted"),
	},
	{
		name: "receiver-over-limits",
		hash: "node=large&full=1",
		views: BOTH,
		async prepare(at) {
			await chooseAllRows(at);
			await at.page.locator(".load-cost-warning").waitFor();
		},
	},
	{
		name: "receiver-loading",
		hash: "node=large",
		views: LIGHT,
		async prepare(at) {
			await chooseAllRows(at);
			const { page } = at;
			await page.locator(".load-button").click();
			await page.locator(".load-progress [role=progressbar]").waitFor();
		},
		after: ({ page }) => page.locator(".load-button").click(),
	},
	{ name: "receiver-900-pixels", hash: "node=walks", width: 900, views: LIGHT },
	{ name: "data-table-200-columns", hash: "node=wide-table&full=1" },
	{ name: "data-table", hash: "node=table&full=1", views: LIGHT },
	{ name: "data-table-browsed", hash: "node=walks-table", views: ["ja.light"] },
	{
		name: "data-table-filter",
		hash: "node=table",
		views: BOTH,
		prepare: ({ page }) => page.locator(".data-table-bar button[aria-expanded]").click(),
	},
	{ name: "scatter-plot", hash: "node=plot", views: ALL },
	{ name: "scatter-plot-numbers", hash: "node=walks-plot&full=1", views: ["ja.dark"] },
	{ name: "scatter-plot-no-input", hash: "node=empty-plot" },
	{ name: "scatter-plot-none-selected", hash: "node=walks-selected", views: LIGHT },
	{ name: "scatter-plot-browsed", hash: "node=walks-sampled", views: LIGHT },
	{ name: "table-beside-plot", hash: "pin=table&node=plot", views: ["ja.light"] },
	{ name: "distributions", hash: "node=bars", views: BOTH },
	{ name: "distributions-category", hash: "node=walks-bars" },
	{ name: "distributions-browsed", hash: "node=walks-counted", views: LIGHT },
	{ name: "transmitter", hash: "node=transmitter", views: LIGHT },
	{
		name: "transmitter-sent",
		hash: "node=transmitter",
		async prepare({ page }) {
			await page.locator(".transmitter > .button-main").click();
			await page.locator(".transmitter-sent").waitFor();
		},
	},
	{
		name: "canvas-ended",
		hash: "",
		of: "ended",
		views: BOTH,
		prepare: ({ page }) => page.locator("[role=alertdialog]").waitFor(),
	},
];
